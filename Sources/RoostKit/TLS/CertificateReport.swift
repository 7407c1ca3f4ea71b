import MailCore
import SystemPackage

/// What `roost cert` prints.
package enum CertificateReport {
    package static func lines(_ authority: LocalAuthority) -> [String] {
        [
            "certificate  \(authority.certificate)", "SHA-256      \(authority.fingerprint)",
            "expires      \(authority.expires.civil().date)",
            "trust it     roost cert --for " + Runtime.allCases.map(\.rawValue).joined(separator: "|"),
        ]
    }

    /// What a shell may evaluate as it is.
    package static func lines(_ authority: LocalAuthority, for runtime: Runtime) -> [String] {
        ["# SHA-256 \(authority.fingerprint)"] + runtime.lines(trusting: authority.certificate)
    }

    package static func json(_ authority: LocalAuthority, for runtime: Runtime?) -> String {
        let lines: JSONMembers = runtime.map { ["lines": $0.lines(trusting: authority.certificate)] } ?? [:]
        let object: JSONMembers = [
            "certificate": authority.certificate.string,
            "sha256": authority.fingerprint,
            "expires": authority.expires.rfc3339,
        ]
        return (object + lines).line
    }
}
