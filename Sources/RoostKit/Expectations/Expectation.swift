/// How many messages are to match.
package enum Expectation: Hashable, Sendable {
    case atLeast(Int)
    case exactly(Int)

    package func isMet(by count: Int) -> Bool {
        switch self {
        case .atLeast(let wanted): count >= wanted
        case .exactly(let wanted): count == wanted
        }
    }

    /// Whether no further message can help.
    func isExceeded(by count: Int) -> Bool {
        switch self {
        case .atLeast: false
        case .exactly(let wanted): count > wanted
        }
    }

    package var description: String {
        switch self {
        case .atLeast(let wanted): "at least \(wanted)"
        case .exactly(let wanted): "exactly \(wanted)"
        }
    }
}
