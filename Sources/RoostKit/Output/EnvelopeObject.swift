import MailCore

/// The envelope of a message and where it came from, as JSON.
struct EnvelopeObject: JSONObject {
    var envelope: Envelope
    var origin: Origin
    var withParameters = false

    var members: JSONMembers {
        let parameters: JSONMembers =
            withParameters
            ? [
                "fromParameters": envelope.reversePath.parameters.map(\.text),
                "toParameters": envelope.forwardPaths.map { $0.parameters.map(\.text) },
                "defects": envelope.defects.map(\.rawValue),
            ] : [:]
        return origin.members + parameters + [
            "from": envelope.reversePath.address,
            "to": envelope.forwardPaths.map(\.address),
        ]
    }
}

extension ESMTPParameter {
    /// As it was sent.
    package var text: String { value.map { keyword + "=" + $0 } ?? keyword }
}
