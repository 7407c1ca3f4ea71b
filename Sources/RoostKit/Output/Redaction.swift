/// Masks what a bug report must not give away: addresses, and words that look like tokens. Equal ones stay equal.
package struct Redaction {
    private var addresses: [String: Int] = [:]
    private var tokens: [String: Int] = [:]

    /// Characters of a token from which on it is masked.
    private static let longToken = 16
    /// Digits of a code from which on it is masked.
    private static let longCode = 6

    package init() {}

    /// - Parameter codes: Whether numbers of six digits and more are masked too.
    package mutating func mask(_ text: String, codes: Bool = false) -> String {
        var masked = ""
        var word = ""
        for character in text {
            if character.isTokenCharacter {
                word.append(character)
            } else {
                masked += mask(word: word, codes)
                word = ""
                masked.append(character)
            }
        }
        return masked + mask(word: word, codes)
    }

    private mutating func mask(word: String, _ codes: Bool) -> String {
        // Parts of a URL's query, and values of parameters, are words of their own.
        if word.contains("=") {
            return word.split(separator: "=", omittingEmptySubsequences: false).map { mask(word: String($0), codes) }
                .joined(separator: "=")
        }
        if let at = word.firstIndex(of: "@"), at != word.startIndex, word.index(after: at) != word.endIndex {
            return "address-\(Self.number(of: word.lowercased(), in: &addresses))@redacted"
        }
        let hasLetter = word.contains(where: \.isLetter)
        let hasDigit = word.contains(where: \.isNumber)
        let isCode = codes && word.count >= Self.longCode && hasDigit && !hasLetter
        guard isCode || (word.utf8.count >= Self.longToken && hasLetter && hasDigit) else { return word }
        return "[token-\(Self.number(of: word, in: &tokens))]"
    }

    private static func number(of text: String, in known: inout [String: Int]) -> Int {
        if let number = known[text] { return number }
        known[text] = known.count + 1
        return known.count
    }
}

extension Character {
    fileprivate var isTokenCharacter: Bool {
        isLetter || isNumber || "@._-+%=~$".contains(self)
    }
}
