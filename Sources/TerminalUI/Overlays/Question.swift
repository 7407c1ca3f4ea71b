import MailCore
import TerminalText

/// Asks before something is done that the user may not want. Only `y` is a yes.
struct Question: Sendable {
    /// How long it must have been on screen before a key counts, so that a held key cannot answer it.
    static let deafMilliseconds: Int64 = 300

    let text: SafeText
    let asked: Int64
    let yes: @Sendable (inout Model) -> [Effect]
}

extension Model {
    mutating func ask(_ text: SafeText, yes: @escaping @Sendable (inout Model) -> [Effect]) {
        overlay = .question(
            Question(text: text + "  y = yes, any other key = no", asked: now.milliseconds, yes: yes))
    }

    mutating func agree() -> [Effect] {
        guard case .question(let question) = overlay,
            now.milliseconds >= question.asked + Question.deafMilliseconds
        else { return [] }
        overlay = nil
        return question.yes(&self)
    }
}
