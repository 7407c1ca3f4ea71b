import MailCore

/// The server's side of a SASL exchange (RFC 4422, RFC 4954): responses in, credentials out.
struct SASLExchange {
    enum Step {
        /// Send this challenge, in base64.
        case challenge(String)
        /// The challenge must be made where there is randomness.
        case makeChallenge
        case finished(Credentials)
        case refused(Reply)
    }

    private let mechanism: SASLMechanism
    private var user: String?
    private var challenge: [UInt8] = []

    /// Names are not case-sensitive here; they are capitals on the wire.
    init?(_ name: [UInt8]) {
        let match = SASLMechanism.allCases.first { $0.rawValue.utf8.equalsIgnoringCase(name) }
        guard let match else { return nil }
        mechanism = match
    }

    /// - Parameter response: as sent, in base64; `=` is an empty one. `nil` before the first.
    mutating func received(_ response: [UInt8]?) -> Step {
        guard let response else {
            switch mechanism {
            case .plain, .xoauth2: return .challenge("")
            case .login: return .challenge(Self.username)
            case .cramMD5: return .makeChallenge
            }
        }
        guard let bytes = Self.decode(response) else { return .refused(.badBase64) }
        return credentials(bytes)
    }

    /// - Returns: the challenge in base64.
    mutating func challengeMade(_ challenge: [UInt8]) -> String {
        self.challenge = challenge
        return String(decoding: Base64.encode(challenge), as: UTF8.self)
    }

    private mutating func credentials(_ bytes: [UInt8]) -> Step {
        switch mechanism {
        case .plain:
            // [authzid] NUL authcid NUL passwd
            let parts = bytes.split(separator: 0, omittingEmptySubsequences: false)
            guard parts.count == 3 else { return .refused(.badCredentials) }
            return finished(parts[1], .secret(Array(parts[2])))
        case .login:
            if let user { return finished(Array(user.utf8)[...], .secret(bytes)) }
            guard let name = text(bytes[...]) else { return .refused(.badCredentials) }
            user = name
            return .challenge(Self.password)
        case .cramMD5:
            // user SP digest; a client cannot send it with AUTH, before the challenge.
            guard let space = bytes.lastIndex(of: .space), !challenge.isEmpty else { return .refused(.badCredentials) }
            let digest = Array(bytes[(space + 1)...])
            return finished(bytes[..<space], .digest(challenge: challenge, hexadecimal: digest))
        case .xoauth2:
            // user= name 0x01 auth=Bearer token 0x01 0x01
            let fields = bytes.split(separator: 1)
            guard let name = fields.first(where: { $0.starts(with: "user=".utf8) }) else {
                return .refused(.badCredentials)
            }
            let token = fields.first { $0.prefix(12).equalsIgnoringCase("auth=Bearer ".utf8) } ?? []
            return finished(name.dropFirst(5), .secret(Array(token.dropFirst(12))))
        }
    }

    private func finished(_ user: ArraySlice<UInt8>, _ proof: Credentials.Proof) -> Step {
        guard let name = text(user) else { return .refused(.badCredentials) }
        return .finished(Credentials(mechanism: mechanism, user: name, proof: proof))
    }

    private func text(_ bytes: ArraySlice<UInt8>) -> String? { String(validating: bytes, as: UTF8.self) }

    /// `Username:` and `Password:`
    private static let username = "VXNlcm5hbWU6"
    private static let password = "UGFzc3dvcmQ6"

    /// Strict, unlike that of mail: groups of four, padded, nothing else (RFC 4648 section 4).
    private static func decode(_ text: [UInt8]) -> [UInt8]? {
        if text == [UInt8(ascii: "=")] { return [] }
        let padding = text.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        let isClean = text.dropLast(padding).allSatisfy {
            $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/")
        }
        guard isClean, padding <= 2, text.count % 4 == 0 else { return nil }
        return Base64.decode(text.span).bytes
    }
}
