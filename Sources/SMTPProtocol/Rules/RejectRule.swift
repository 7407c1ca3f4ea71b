import MailCore

/// A rule of `--reject`: `STAGE[:GLOB]=OUTCOME [xN]`.
///
///     rcpt:*@bounce.test=550 5.1.1 no such user
///     connect=421 4.3.2 busy x3
///     mail=delay 3s
package struct RejectRule: Hashable, Sendable {
    package enum Stage: String, Hashable, Sendable, CaseIterable {
        case connect, mail, rcpt, data, auth
    }

    package enum Outcome: Hashable, Sendable {
        case refuse(Reply)
        /// Close without a word.
        case drop
        /// Wait for that many milliseconds, then accept.
        case delay(Int64)
    }

    package var stage: Stage
    /// `*` for any text, `?` for one character; the case of ASCII does not matter.
    package var glob: String
    package var outcome: Outcome
    /// How often it is used before everything is accepted; `nil` for always.
    package var times: Int?
    /// As it was given.
    package var text: String

    /// Why a text is no rule, as one line without the text.
    package struct SyntaxError: Error, Hashable, Sendable {
        package var message: String

        init(_ message: String) { self.message = message }
    }

    package init(parsing text: String) throws(SyntaxError) {
        let name = text.prefix { $0.isLetter }
        guard let stage = Stage(rawValue: name.lowercased()) else {
            throw SyntaxError("a rule begins with connect, mail, rcpt, data or auth")
        }
        self.stage = stage
        self.text = text
        var rest = text[name.endIndex...]
        if rest.first == ":" {
            // The glob may hold `=` itself: it ends where an outcome begins.
            rest = rest.dropFirst()
            let equals = rest.indices.filter { rest[$0] == "=" }
            guard let end = equals.first(where: { Self.looksLikeOutcome(rest[$0...].dropFirst()) }) ?? equals.first
            else { throw SyntaxError(Self.outcomeMissing) }
            glob = String(rest[..<end])
            rest = rest[end...]
        } else {
            glob = "*"
        }
        guard rest.first == "=" else { throw SyntaxError(Self.outcomeMissing) }
        (outcome, times) = try Self.outcome(rest.dropFirst(), at: stage)
    }

    /// Whether the rule speaks about one of the subjects.
    func matches(_ subjects: [String]) -> Bool {
        let pattern = Glob(glob)
        return subjects.contains { pattern.matches($0) }
    }

    private static let outcomeMissing = "behind = stands a reply as in 550 5.1.1 no such user, or drop, or delay 3s"

    private static func looksLikeOutcome(_ text: Substring) -> Bool {
        text.first == "4" || text.first == "5" || text.hasPrefix("drop") || text.hasPrefix("delay ")
    }

    private static func outcome(
        _ text: Substring, at stage: Stage
    ) throws(SyntaxError) -> (outcome: Outcome, times: Int?) {
        var words = text.split(separator: " ")
        var times: Int?
        if let last = words.last, words.count > 1, last.first == "x", let count = Int(last.dropFirst()) {
            guard count > 0 else { throw SyntaxError("xN counts from 1") }
            times = count
            words.removeLast()
        }
        switch words.first {
        case "drop" where words.count == 1: return (.drop, times)
        case "delay" where words.count == 2:
            guard let milliseconds = Quantity.milliseconds(String(words[1])) else {
                throw SyntaxError("\(words[1]) is no duration; give one as in 500ms or 3s")
            }
            return (.delay(milliseconds), times)
        default: return (.refuse(try reply(words)), times)
        }
    }

    private static func reply(_ words: [Substring]) throws(SyntaxError) -> Reply {
        guard let code = words.first.flatMap({ Int($0) }), (400...599).contains(code), words[0].utf8.count == 3 else {
            throw SyntaxError(outcomeMissing)
        }
        var words = words.dropFirst()
        var enhanced = "\(code / 100).0.0"
        if let word = words.first, isEnhancedStatusCode(word) {
            guard word.utf8.first == UInt8(ascii: "0") + UInt8(code / 100) else {
                throw SyntaxError("\(word) does not go with \(code): their first digits must be equal")
            }
            enhanced = String(word)
            words = words.dropFirst()
        }
        let line = words.isEmpty ? "Refused by a --reject rule" : words.joined(separator: " ")
        guard
            line.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F && !(0x80...0x9F).contains($0.value) }
            )
        else { throw SyntaxError("the text of a reply has no control characters") }
        return Reply(code, enhanced, line)
    }

    /// `class "." subject "." detail` (RFC 3463 section 2).
    private static func isEnhancedStatusCode(_ word: Substring) -> Bool {
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 3 && parts.allSatisfy { (1...3).contains($0.utf8.count) && $0.utf8.allSatisfy(\.isDigit) }
    }
}
