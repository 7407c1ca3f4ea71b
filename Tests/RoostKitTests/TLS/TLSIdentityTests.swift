import Crypto
import Foundation
import MailCore
import NIOSSL
import SystemPackage
import Testing

@testable import RoostKit

@Suite struct TLSIdentityTests {
    let scratch: TLSScratch
    let certificate: FilePath
    let key: FilePath

    init() throws {
        scratch = try TLSScratch()
        let server = try scratch.server()
        certificate = try scratch.write(
            server.certificatePEM + scratch.authority().certificatePEM, to: scratch.root.appending("chain.pem"))
        key = try scratch.write(server.key.pemRepresentation, to: scratch.root.appending("key.pem"))
    }

    @Test func servesWhatItMakes() throws {
        let context = try TLSIdentity.made(scratch.folder).serverContext(hostName: nil, now: scratch.start)
        #expect(context.configuration.minimumTLSVersion == .tlsv12)
        #expect(context.configuration.maximumTLSVersion == .tlsv13)
        #expect(context.configuration.certificateChain.count == 1)
    }

    @Test func servesWhatItIsGiven() throws {
        let context = try TLSIdentity.files(certificate: certificate, key: key)
            .serverContext(hostName: nil, now: scratch.start)
        #expect(context.configuration.certificateChain.count == 2)
    }

    @Test func oneFileMayHoldBoth() throws {
        let both = try scratch.write(scratch.server().pem, to: scratch.root.appending("both.pem"))
        _ = try TLSIdentity.files(certificate: both, key: both).serverContext(hostName: nil, now: scratch.start)
    }

    @Test func keyOfAnotherCertificateIsNamed() throws {
        let other = try scratch.write(P256.Signing.PrivateKey().pemRepresentation, to: scratch.root.appending("other"))
        #expect(line(certificate, other)?.contains("--tls-key \(other) does not fit") == true)
    }

    @Test func missingFilesAreNamed() {
        let missing = scratch.root.appending("missing")
        #expect(line(missing, key)?.hasPrefix("--tls-cert \(missing): cannot be read") == true)
        #expect(line(certificate, missing)?.hasPrefix("--tls-key \(missing): cannot be read") == true)
        #expect(line(scratch.root, key)?.contains("cannot be read") == true)
        #expect(line("/dev/zero", key)?.contains("cannot be read") == true)
    }

    @Test func otherContentIsNamed() throws {
        let text = try scratch.write("no PEM", to: scratch.root.appending("text"))
        #expect(line(text, key)?.contains("no certificate in PEM form") == true)
        #expect(line(key, key)?.contains("no certificate in PEM form") == true)
        #expect(line(certificate, text)?.contains("no key in PEM form") == true)
        #expect(line(certificate, certificate)?.contains("no key in PEM form") == true)
    }

    @Test(arguments: ["-----BEGIN ENCRYPTED PRIVATE KEY-----", "Proc-Type: 4,ENCRYPTED"])
    func encryptedKeyIsNamed(mark: String) throws {
        let encrypted = try scratch.write("\(mark)\n", to: scratch.root.appending("encrypted"))
        #expect(line(certificate, encrypted)?.contains("is encrypted; decrypt it") == true)
    }

    private func line(_ certificate: FilePath, _ key: FilePath) -> String? {
        let line = failure {
            try TLSIdentity.files(certificate: certificate, key: key).serverContext(hostName: nil, now: scratch.start)
        }
        #expect(line?.contains("\n") != true)
        return line
    }
}
