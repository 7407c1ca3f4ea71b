package import MailCore
package import SystemPackage

/// The authority that signs for this machine's listeners, as far as people need to know it.
package struct LocalAuthority: Sendable {
    /// A PEM file with its certificate alone, for clients to trust.
    package var certificate: FilePath
    /// SHA-256 of the certificate: `AB:CD:…`.
    package var fingerprint: String
    package var expires: Timestamp
}
