/// How the codes that a message holds are known.
package struct CodePattern: Sendable {
    /// What finds them, by its first group if it has one; without one it is what is called a code, else any four to eight
    /// digits that stand alone.
    let expression: RegularExpression?

    private static let digits = try? RegularExpression(#"\b\d{4,8}\b"#)

    func codes(in texts: [String]) -> [String] {
        if let expression { return texts.flatMap { expression.captures(in: $0) } }
        let called = texts.flatMap { CalledCodes.codes(in: $0) }
        return called.isEmpty ? texts.flatMap { Self.digits?.captures(in: $0) ?? [] } : called
    }
}

/// Codes to be typed somewhere, as people write them: `Your code: AB3-9XK`.
enum CalledCodes {
    private static let names: Set<String> = ["code", "pin", "otp", "token", "passcode", "password"]
    /// Characters between the name and the code.
    private static let reach = 80

    /// Of each name, the first word after it that looks like a code.
    static func codes(in text: some StringProtocol) -> [String] {
        var codes: [String] = []
        var calledAt: Int?
        var isNext = false
        for (word, start) in words(of: text) {
            let lower = word.lowercased()
            if names.contains(lower) {
                (calledAt, isNext) = (start + word.unicodeScalars.count, true)
            } else if let called = calledAt, start - called <= reach, isCode(word, isNext: isNext) {
                codes.append(word)
                calledAt = nil
            } else if lower != "is" {
                isNext = false
            }
        }
        return codes
    }

    /// Four to eight letters or digits, with a dash or none. Letters alone are a code where one must stand, in capitals.
    private static func isCode(_ word: String, isNext: Bool) -> Bool {
        let scalars = word.unicodeScalars
        let dashes = scalars.count { $0 == "-" }
        guard dashes <= 1, (4...8).contains(scalars.count - dashes), scalars.allSatisfy(\.isASCII) else { return false }
        return scalars.contains { ("0"..."9").contains($0) } || isNext && word == word.uppercased()
    }

    /// Letters, digits, marks between them; each with its place in characters.
    private static func words(of text: some StringProtocol) -> [(word: String, start: Int)] {
        var words: [(String, Int)] = []
        var (word, start) = ("", 0)
        func close() {
            while word.hasSuffix("-") { word.removeLast() }
            if !word.isEmpty { words.append((word, start)) }
            word = ""
        }
        for (place, scalar) in text.unicodeScalars.enumerated() {
            let isInside = scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_"
            guard isInside || scalar == "-" && !word.isEmpty else {
                close()
                continue
            }
            if word.isEmpty { start = place }
            word.unicodeScalars.append(scalar)
        }
        close()
        return words
    }
}
