import MailCore

/// Keeps the dialogue of a session: its opening, and what was said since the message before. What is over the limit is
/// left out, and an opening can never take the whole of it.
struct DialogueRecorder {
    private static let openingLimit = Limits.dialogue / 4

    private var opening: [DialogueLine] = []
    private var openingSize = 0
    private var current: [DialogueLine] = []
    private var currentSize = 0
    private var isOpening = true
    private let began: Timestamp

    init(began: Timestamp) {
        self.began = began
    }

    mutating func record(_ side: DialogueLine.Side, _ text: [UInt8], at time: Timestamp) {
        let line = DialogueLine(elapsed: time.microseconds &- began.microseconds, side: side, text: text)
        if isOpening {
            guard openingSize + text.count <= Self.openingLimit else { return }
            opening.append(line)
            openingSize += text.count
        } else {
            guard openingSize + currentSize + text.count <= Limits.dialogue else { return }
            current.append(line)
            currentSize += text.count
        }
    }

    /// The first MAIL comes; what is said from there on belongs to one message.
    mutating func openingEnded() {
        isOpening = false
    }

    /// The opening, and what was said since the last message.
    var all: [DialogueLine] { opening + current }

    /// The dialogue of a message that was received just now; what follows belongs to the next.
    mutating func take() -> [DialogueLine] {
        defer {
            current = []
            currentSize = 0
        }
        return all
    }
}
