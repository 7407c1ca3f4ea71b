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
    /// `nil` when it came by no session.
    package var session: SessionID?
    /// When the session began.
    package var began: Timestamp?

    package init(
        peer: String? = nil, process: String? = nil, helo: [UInt8]? = nil, tls: String? = nil,
        auth: Authentication? = nil, session: SessionID? = nil, began: Timestamp? = nil
    ) {
        self.peer = peer
        self.process = process
        self.helo = helo
        self.tls = tls
        self.auth = auth
        self.session = session
        self.began = began
    }

    /// The peer without its port, brackets kept; `nil` when it did not come by a socket.
    package var host: Substring? { peer.flatMap { peer in peer.lastIndex(of: ":").map { peer[..<$0] } } }

    /// The process without its pid.
    package var processName: Substring? {
        process.flatMap { process in process.lastIndex(of: "[").map { process[..<$0] } }
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
