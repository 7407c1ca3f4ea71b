import MailCore
import NIOSSL

/// What a TLS error says, in the words of the library, and what it means to the developer of the client.
struct HandshakeFailure {
    let problem: SessionProblem
    /// `UNSUPPORTED_PROTOCOL`
    let reason: String

    /// The reasons of BoringSSL that have a cause of their own. Alerts come from the client; which one it sends when
    /// a name does not match, and when an issuer is unknown, is its choice.
    private static let causes: [(reason: String, problem: SessionProblem)] = [
        ("UNSUPPORTED_PROTOCOL", .tlsTooOld), ("ALERT_PROTOCOL_VERSION", .tlsTooOld),
        ("NO_SHARED_CIPHER", .tlsTooOld), ("UNKNOWN_CA", .tlsNotTrusted), ("CERTIFICATE_UNKNOWN", .tlsNotTrusted),
        ("BAD_CERTIFICATE", .tlsNameMismatch), ("WRONG_VERSION_NUMBER", .silentOnTLSPort),
        ("HTTP_REQUEST", .silentOnTLSPort), ("HTTPS_PROXY_REQUEST", .silentOnTLSPort),
    ]

    /// The alerts of RFC 8446 section 6 that clients answer a certificate or a version with.
    private static let alerts: [UInt8: (reason: String, problem: SessionProblem)] = [
        42: ("ALERT_BAD_CERTIFICATE", .tlsNameMismatch), 43: ("ALERT_UNSUPPORTED_CERTIFICATE", .tlsNotTrusted),
        45: ("ALERT_CERTIFICATE_EXPIRED", .tlsNotTrusted), 46: ("ALERT_CERTIFICATE_UNKNOWN", .tlsNotTrusted),
        48: ("ALERT_UNKNOWN_CA", .tlsNotTrusted), 70: ("ALERT_PROTOCOL_VERSION", .tlsTooOld),
    ]

    /// - Parameter alert: What the client said in the clear, if anything.
    /// - Returns: `nil` for an error that only says that the client is gone.
    init?(_ error: any Error, alert: UInt8?) {
        if let (reason, problem) = alert.flatMap({ Self.alerts[$0] }) {
            (self.reason, self.problem) = (reason, problem)
            return
        }
        switch error {
        case NIOSSLError.uncleanShutdown: return nil
        case is NIOSSLError, is BoringSSLError: break
        default: return nil
        }
        let text = String(describing: error)
        let cause = Self.causes.first { text.contains($0.reason) }
        problem = cause?.problem ?? .tlsFailed
        // Without a reason of the library's the client just closed.
        reason = Self.reason(in: text) ?? "the client closed the connection"
    }

    /// What stands between `OPENSSL_internal:` and the next blank.
    private static func reason(in text: String) -> String? {
        let words = text.split { $0 == " " || $0 == ":" || $0 == "]" }
        guard let index = words.firstIndex(of: "OPENSSL_internal"), index + 1 < words.count else { return nil }
        return String(words[index + 1])
    }
}
