package import MailCore
package import NIOSSL
package import SystemPackage

/// What a listener proves itself with when a client asks for TLS.
package enum TLSIdentity: Sendable {
    /// Certificates that Roost makes at the first handshake.
    case made(TLSFolder)
    /// PEM files of `--tls-cert` (the server's certificate first, then those that signed it) and `--tls-key`.
    case files(certificate: FilePath, key: FilePath)

    /// What NIOSSL needs to serve TLS 1.2 and 1.3. Reads files and may make keys: to be called off the event loop.
    /// - Throws: one line, when a file is missing, damaged, not this user's, or does not fit the other.
    package func serverContext(hostName: HostName?, now: Timestamp) throws(Failure) -> NIOSSLContext {
        switch self {
        case .made(let folder):
            let made = try folder.server(hostName: hostName, now: now)
            do {
                return try Self.context(
                    [NIOSSLCertificate(bytes: Array(made.certificatePEM.utf8), format: .pem)],
                    NIOSSLPrivateKey(bytes: Array(made.keyPEM.utf8), format: .pem))
            } catch {
                throw Failure(.unusable, "cannot use the certificate in \(folder.path): \(error)")
            }
        case .files(let certificate, let key):
            let chain = try Self.chain(certificate)
            let privateKey = try Self.privateKey(key)
            do {
                return try Self.context(chain, privateKey)
            } catch {
                throw Failure(
                    .usage, "--tls-key \(key) does not fit the first certificate in \(certificate); name that one's key"
                )
            }
        }
    }

    private static func context(_ chain: [NIOSSLCertificate], _ key: NIOSSLPrivateKey) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.maximumTLSVersion = .tlsv13
        return try NIOSSLContext(configuration: configuration)
    }

    private static func chain(_ path: FilePath) throws(Failure) -> [NIOSSLCertificate] {
        let bytes = try read(path, of: "--tls-cert")
        guard let chain = try? NIOSSLCertificate.fromPEMBytes(bytes), !chain.isEmpty else {
            throw Failure(
                .usage, "--tls-cert \(path): no certificate in PEM form; give a file with -----BEGIN CERTIFICATE-----")
        }
        return chain
    }

    private static func privateKey(_ path: FilePath) throws(Failure) -> NIOSSLPrivateKey {
        let bytes = try read(path, of: "--tls-key")
        // BoringSSL would ask the terminal for the passphrase.
        guard !String(decoding: bytes, as: UTF8.self).contains("ENCRYPTED") else {
            throw Failure(.usage, "--tls-key \(path) is encrypted; decrypt it: openssl pkey -in \(path) -out FILE")
        }
        guard let key = try? NIOSSLPrivateKey(bytes: bytes, format: .pem) else {
            throw Failure(.usage, "--tls-key \(path): no key in PEM form; give a file with -----BEGIN PRIVATE KEY-----")
        }
        return key
    }

    private static func read(_ path: FilePath, of option: String) throws(Failure) -> [UInt8] {
        do {
            return try SmallFile.read(path, limit: Limits.certificateFile)
        } catch {
            throw Failure(.usage, "\(option) \(path): cannot be read: \(error)")
        }
    }
}
