package import MailCore

/// The envelope of a message and where it came from, as JSON.
struct EnvelopeObject: Encodable {
    private enum Key: String, CodingKey {
        case from, to, fromParameters, toParameters, defects, helo, peer, process, tls, auth
    }

    var envelope: Envelope
    var origin: Origin
    var withParameters = false

    func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        try object.encode(envelope.reversePath.address, forKey: .from)
        try object.encode(envelope.forwardPaths.map(\.address), forKey: .to)
        if withParameters {
            try object.encode(envelope.reversePath.parameters.map(\.text), forKey: .fromParameters)
            try object.encode(envelope.forwardPaths.map { $0.parameters.map(\.text) }, forKey: .toParameters)
            try object.encode(envelope.defects.map(\.rawValue), forKey: .defects)
        }
        try object.encode(origin.helo.map { String(decoding: $0, as: UTF8.self) }, forKey: .helo)
        try object.encode(origin.peer, forKey: .peer)
        try object.encode(origin.process, forKey: .process)
        try object.encode(origin.tlsObject, forKey: .tls)
        try object.encode(origin.authObject, forKey: .auth)
    }
}

/// A mailbox as JSON.
struct MailboxObject: Encodable {
    private enum Key: String, CodingKey { case name, address }

    var mailbox: Mailbox

    func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        try object.encode(mailbox.displayName, forKey: .name)
        try object.encode(mailbox.address, forKey: .address)
    }
}

extension ESMTPParameter {
    /// As it was sent.
    package var text: String { value.map { keyword + "=" + $0 } ?? keyword }
}
