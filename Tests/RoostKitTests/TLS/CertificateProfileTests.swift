import Foundation
import MailCore
import SwiftASN1
import Testing
@_spi(FixedExpiryValidationTime) import X509

@testable import RoostKit

@Suite struct CertificateProfileTests {
    let scratch: TLSScratch
    let authority: KeyedCertificate
    let server: KeyedCertificate

    init() throws {
        scratch = try TLSScratch()
        authority = try CertificateProfile.makeAuthority(hostName: scratch.hostName, now: scratch.start)
        server = try CertificateProfile.makeServer(
            hostName: scratch.hostName, authority: authority, now: scratch.start)
    }

    @Test func serverBearsTheNamesOfThisMachine() throws {
        let names = try #require(try server.certificate.extensions.subjectAlternativeNames)
        #expect(
            Array(names) == [
                .dnsName("localhost"), .dnsName("host.docker.internal"), .dnsName("box.example.test"),
                .ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1])),
                .ipAddress(ASN1OctetString(contentBytes: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])),
            ])
    }

    @Test func authorityIsHeldToLoopbackNames() throws {
        let constraints = try #require(try authority.certificate.extensions.nameConstraints)
        #expect(
            Array(constraints.permittedDNSDomains)
                == ["localhost", "test", "host.docker.internal", "box.example.test"])
        #expect(
            constraints.permittedIPRanges.map { Array($0.bytes) } == [
                [127, 0, 0, 0, 255, 0, 0, 0],
                [UInt8](repeating: 0, count: 15) + [1] + [UInt8](repeating: 255, count: 16),
            ])
        #expect(authority.certificate.extensions[oid: .X509ExtensionID.nameConstraints]?.critical == true)
        #expect(
            try authority.certificate.extensions.basicConstraints == .isCertificateAuthority(maxPathLength: 0))
    }

    @Test func validityIsThatOfThePlan() {
        let certificate = server.certificate
        let start = TimeInterval(scratch.start.microseconds / 1_000_000)
        #expect(certificate.notValidAfter.timeIntervalSince(certificate.notValidBefore) == 397 * 86_400)
        #expect(certificate.notValidBefore.timeIntervalSince1970 == start - 3_600)
        #expect(
            authority.certificate.notValidAfter.timeIntervalSince(authority.certificate.notValidBefore)
                == 3_650 * 86_400)
    }

    @Test(
        arguments: [
            ("localhost", nil), ("host.docker.internal", nil), (nil, "127.0.0.1"), (nil, "::1"),
        ] as [(String?, String?)])
    func verifies(hostName: String?, address: String?) async {
        #expect(await isValid(server.certificate, hostName: hostName, address: address))
    }

    @Test func doesNotVerifyForAnotherName() async {
        #expect(await !isValid(server.certificate, hostName: "other.example.test", address: nil))
    }

    @Test(
        arguments: [
            (.dnsName("app.localhost"), true), (.dnsName("shop.test"), true), (.dnsName("example.com"), false),
            (.dnsName("nottest"), false), (.ipAddress(ASN1OctetString(contentBytes: [127, 9, 9, 9])), true),
            (.ipAddress(ASN1OctetString(contentBytes: [10, 0, 0, 1])), false),
        ] as [(GeneralName, Bool)])
    func clientsHoldTheAuthorityToItsConstraints(name: GeneralName, isPermitted: Bool) async throws {
        let other = try certificate(for: name)
        #expect(await isValid(other, hostName: nil, address: nil) == isPermitted)
    }

    @Test(.enabled(if: OpenSSL.isThere)) func opensslVerifies() throws {
        let openssl = try OpenSSL(scratch, authority: authority)
        #expect(try openssl.verifies(server.certificate, "-verify_hostname", "localhost"))
        #expect(try openssl.verifies(server.certificate, "-verify_ip", "127.0.0.1"))
        #expect(try openssl.verifies(server.certificate, "-verify_ip", "::1"))
        #expect(try openssl.verifies(server.certificate, "-verify_hostname", "box.example.test"))
        #expect(try !openssl.verifies(server.certificate, "-verify_hostname", "other.example.test"))
        #expect(try openssl.verifies(certificate(for: .dnsName("shop.test"))))
        #expect(try !openssl.verifies(certificate(for: .dnsName("example.com"))))
        #expect(try !openssl.verifies(certificate(for: .ipAddress(ASN1OctetString(contentBytes: [10, 0, 0, 1])))))
    }

    @Test func hostNameOutsideTheConstraintsIsLeftOut() throws {
        let renamed = try CertificateProfile.makeServer(
            hostName: HostName("moved.example.com"), authority: authority, now: scratch.start)
        let names = try #require(try renamed.certificate.extensions.subjectAlternativeNames)
        #expect(!names.contains(.dnsName("moved.example.com")))
    }

    @Test func authoritiesHaveNamesOfTheirOwn() throws {
        let second = try CertificateProfile.makeAuthority(hostName: nil, now: scratch.start)
        #expect(second.certificate.subject != authority.certificate.subject)
        #expect(!second.hasIssued(server.certificate))
    }

    @Test(
        arguments: [
            ("Box", "box"), ("a.b-c.example.", "a.b-c.example"), ("192.0.2.1", nil), ("", nil), ("-a", nil),
            ("my_box", nil), ("a..b", nil), (String(repeating: "a", count: 64), nil), ("1a", "1a"), ("::1", nil),
        ] as [(String, String?)])
    func hostNamesFitForACertificate(text: String, name: String?) {
        #expect(HostName(text)?.description == name)
    }

    /// One that the authority's key signs for a name that Roost may not have asked for.
    private func certificate(for name: GeneralName) throws -> Certificate {
        try CertificateProfile.makeServer(SubjectAlternativeNames([name]), authority: authority, now: scratch.start)
            .certificate
    }

    private func isValid(_ certificate: Certificate, hostName: String?, address: String?) async -> Bool {
        let time = Date(timeIntervalSince1970: TimeInterval(scratch.start.microseconds / 1_000_000))
        var verifier = Verifier(rootCertificates: CertificateStore([authority.certificate])) {
            RFC5280Policy(fixedExpiryValidationTime: time)
            if hostName != nil || address != nil {
                ServerIdentityPolicy(serverHostname: hostName, serverIP: address)
            }
        }
        let result = await verifier.validate(leaf: certificate, intermediates: CertificateStore())
        if case .validCertificate = result { return true }
        return false
    }
}
