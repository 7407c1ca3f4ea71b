/// A message on its way from a session to the log: what was said about it, and its exact bytes.
package struct Capture: Sendable, Equatable {
    package var envelope: Envelope
    package var origin: Origin
    package var dialogue: [DialogueLine]
    /// As it arrived, after dot-unstuffing (RFC 5321 section 4.5.2); nothing added, joined or dropped.
    package var content: [UInt8]

    package init(envelope: Envelope, origin: Origin, dialogue: [DialogueLine] = [], content: [UInt8]) {
        self.envelope = envelope
        self.origin = origin
        self.dialogue = dialogue
        self.content = content
    }
}

/// Where a message came from: what is known of the session beside its envelope.
package struct Origin: Hashable, Sendable {
    /// Address and port of the client, `127.0.0.1:53412` or `[::1]:53412`; `nil` when it did not come by a socket.
    package var peer: String?
    /// `name[pid]` of a client on this machine; `nil` when unknown.
    package var process: String?
    /// The argument of HELO or EHLO as sent: not always text, so octets.
    package var helo: [UInt8]?
    /// Protocol version and cipher, `TLSv1.3 TLS_AES_256_GCM_SHA384`; `nil` in the clear.
    package var tls: String?
    /// SASL mechanism and user name, never a secret.
    package var auth: Authentication?

    package init(
        peer: String? = nil, process: String? = nil, helo: [UInt8]? = nil, tls: String? = nil,
        auth: Authentication? = nil
    ) {
        self.peer = peer
        self.process = process
        self.helo = helo
        self.tls = tls
        self.auth = auth
    }

    /// Who the client said it was (RFC 4954).
    package struct Authentication: Hashable, Sendable {
        package var mechanism: String
        package var user: String

        package init(mechanism: String, user: String) {
            self.mechanism = mechanism
            self.user = user
        }
    }
}

/// One line of an SMTP dialogue, without its line end. Contents and secrets never stand in one.
package struct DialogueLine: Hashable, Sendable {
    package enum Side: UInt8, Sendable {
        case client = 0x43  // C
        case server = 0x53  // S
    }

    /// Microseconds since the session began.
    package var elapsed: Int64
    package var side: Side
    package var text: [UInt8]

    package init(elapsed: Int64, side: Side, text: [UInt8]) {
        self.elapsed = elapsed
        self.side = side
        self.text = text
    }
}
