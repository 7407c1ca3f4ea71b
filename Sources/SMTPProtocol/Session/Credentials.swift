/// The SASL mechanisms that are known (RFC 4422).
package enum SASLMechanism: String, Sendable, CaseIterable {
    /// RFC 4616
    case plain = "PLAIN"
    /// Two questions, by convention of its clients.
    case login = "LOGIN"
    /// RFC 2195
    case cramMD5 = "CRAM-MD5"
    /// A bearer token, by convention of its clients.
    case xoauth2 = "XOAUTH2"

    /// What production relays announce.
    package static let announcedByDefault: [SASLMechanism] = [.plain, .login]
}

/// Who a client says it is, and how it proves it. Never recorded.
package struct Credentials: Hashable, Sendable {
    package enum Proof: Hashable, Sendable {
        /// A password, or the token of XOAUTH2.
        case secret([UInt8])
        /// HMAC-MD5 of the challenge, keyed with the password, in hexadecimal (RFC 2195 section 2).
        case digest(challenge: [UInt8], hexadecimal: [UInt8])
    }

    package var mechanism: SASLMechanism
    package var user: String
    package var proof: Proof

    package init(mechanism: SASLMechanism, user: String, proof: Proof) {
        self.mechanism = mechanism
        self.user = user
        self.proof = proof
    }
}
