/// Why a message was not handed over to a Roost.
package enum SubmissionError: Error, Sendable, CustomStringConvertible {
    case badAddress(String)
    /// The address is one of the wide world.
    case notPrivate(String)
    case unreachable(String, reason: String)
    /// Who answers is another server; it was sent nothing.
    case notRoost(String)
    case refused(reply: String)

    package var description: String {
        switch self {
        case .badAddress(let place): "\(place): no such host; give HOST:PORT"
        case .notPrivate(let place):
            "\(place) is no loopback or private address; mail is handed to a Roost of this machine or network only"
        case .unreachable(let place, let reason): "\(place) cannot be reached: \(reason); start one with: roost serve"
        case .notRoost(let place): "what answers on \(place) is no Roost; it was sent nothing"
        case .refused(let reply): "refused: \(reply)"
        }
    }
}
