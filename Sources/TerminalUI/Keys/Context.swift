/// What is on screen as far as keys are concerned.
enum Context: String, Hashable, Sendable, CaseIterable {
    case list
    /// The list while there is no message.
    case empty
    case message
    case activity
    case compare
    case log
    case bindError = "bind-error"
    case help
    case palette
    case prompt
    case form
    case yank
    case sort
    case question
    case leaving

    /// Screens, not what stands over them.
    static let screens: Set<Context> = [.list, .empty, .message, .activity, .compare, .log, .bindError]

    var title: String {
        switch self {
        case .list: "message list"
        case .empty: "no message yet"
        case .message: "message"
        case .activity: "activity"
        case .compare: "compare"
        case .log: "log"
        case .bindError: "port in use"
        case .help: "help"
        case .palette: "commands"
        case .prompt: "prompt"
        case .form: "dialog"
        case .yank: "yank"
        case .sort: "sort by"
        case .question: "question"
        case .leaving: "leaving"
        }
    }
}
