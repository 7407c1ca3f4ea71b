import MailCore

/// The server's side of a SASL exchange that takes every credential (RFC 4422, RFC 4954), and learns the user's name.
struct SASLExchange {
    enum Mechanism: String, CaseIterable {
        /// RFC 4616
        case plain
        /// Two questions, by convention of its clients.
        case login
        /// A bearer token, by convention of its clients.
        case xoauth2
    }

    enum Step {
        /// In base64.
        case challenge(String)
        case finished(Origin.Authentication)
        case refused(Reply)
    }

    private let mechanism: Mechanism
    private var user: String?

    /// Names are not case-sensitive here; they are capitals on the wire.
    init?(_ name: [UInt8]) {
        guard let known = Mechanism.allCases.first(where: { $0.rawValue.utf8.equalsIgnoringCase(name) }) else {
            return nil
        }
        mechanism = known
    }

    /// - Parameter response: as sent, in base64; `=` is an empty one. `nil` before the first.
    mutating func received(_ response: [UInt8]?) -> Step {
        guard let response else { return .challenge(mechanism == .login ? Self.username : "") }
        guard let bytes = Self.decode(response) else { return .refused(.badBase64) }
        switch mechanism {
        case .plain:
            // [authzid] NUL authcid NUL passwd
            let parts = bytes.split(separator: 0, omittingEmptySubsequences: false)
            guard parts.count == 3, let name = text(parts[1]) else { return .refused(.badCredentials) }
            return finished(name)
        case .login:
            if let user { return finished(user) }
            guard let name = text(bytes[...]) else { return .refused(.badCredentials) }
            user = name
            return .challenge(Self.password)
        case .xoauth2:
            // user= name 0x01 auth=Bearer token 0x01 0x01
            let fields = bytes.split(separator: 1)
            guard let field = fields.first(where: { $0.starts(with: "user=".utf8) }),
                let name = text(field.dropFirst(5))
            else { return .refused(.badCredentials) }
            return finished(name)
        }
    }

    private func finished(_ user: String) -> Step {
        .finished(Origin.Authentication(mechanism: mechanism.rawValue.uppercased(), user: user))
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
