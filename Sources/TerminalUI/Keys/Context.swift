/// What is on screen as far as keys are concerned.
enum Context: Hashable, Sendable, CaseIterable {
    case list
    /// The list while there is no message.
    case empty
    case message
    case help
    case prompt
    case question
    case leaving

    var title: String {
        switch self {
        case .list: "message list"
        case .empty: "no message yet"
        case .message: "message"
        case .help: "help"
        case .prompt: "prompt"
        case .question: "question"
        case .leaving: "leaving"
        }
    }
}
