import MailCore

/// FOLLOW: the selection rides on the newest row. Otherwise HELD: it stays, and what arrives is counted.
struct Following: Sendable {
    /// How long a key still means what was selected before the selection moved by itself, in milliseconds.
    private static let grace: Int64 = 120

    private(set) var isOn = true
    /// The newest message there was when the selection was held.
    private(set) var heldSince = MessageID(0)
    /// What was selected before the selection last moved by itself, and when that was.
    private var moved: (from: MessageID, at: Int64)?

    mutating func follow() { isOn = true }

    mutating func hold(newest: MessageID) {
        if isOn { heldSince = newest }
        isOn = false
    }

    mutating func move(from selection: MessageID, at moment: Int64) { moved = (selection, moment) }

    /// What was selected a moment ago: a selection that has just followed is not yet what the user sees.
    func left(at moment: Int64) -> MessageID? {
        moved.flatMap { moment < $0.at + Self.grace ? $0.from : nil }
    }
}
