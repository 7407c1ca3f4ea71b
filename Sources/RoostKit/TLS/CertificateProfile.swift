import Crypto
import FoundationEssentials
import MailCore
import SwiftASN1
import X509

/// What stands in the certificates that Roost makes (RFC 5280). The authority may sign for names of this machine only,
/// so that trusting it opens nothing else.
enum CertificateProfile {
    static let authorityDays = 3_650
    /// Clients refuse certificates of servers that are valid for more than 398 days.
    static let serverDays = 397
    static let renewalDays = 30
    /// For machines whose clocks differ, as those of containers on a virtual machine do.
    private static let backdating: TimeInterval = 3_600

    /// An authority, signed by itself.
    /// - Parameter hostName: One more name that it may sign for.
    static func makeAuthority(hostName: HostName?, now: Timestamp) throws -> KeyedCertificate {
        let key = P256.Signing.PrivateKey()
        let publicKey = Certificate.PublicKey(key.publicKey)
        let identifier = SubjectKeyIdentifier(hash: publicKey)
        // Two authorities of one name would hide each other in a trust store.
        let mark = identifier.keyIdentifier.prefix(4).map { String(Int($0) + 256, radix: 16).dropFirst() }.joined()
        let name = try DistinguishedName {
            OrganizationName("Roost")
            CommonName("Roost local authority \(mark)")
        }
        let constraints = NameConstraints(
            permittedDNSDomains: names(hostName, of: ["localhost", "test", "host.docker.internal"]),
            permittedIPRanges: [
                ASN1OctetString(contentBytes: [127, 0, 0, 0, 255, 0, 0, 0]),
                ASN1OctetString(contentBytes: loopback6[...] + [UInt8](repeating: 255, count: 16)),
            ])
        let start = Date(timeIntervalSince1970: seconds(now) - backdating)
        let certificate = try Certificate(
            version: .v3, serialNumber: serialNumber(), publicKey: publicKey,
            notValidBefore: start, notValidAfter: start.addingTimeInterval(days(authorityDays)),
            issuer: name, subject: name, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                Critical(constraints)
                identifier
            },
            issuerPrivateKey: Certificate.PrivateKey(key))
        return KeyedCertificate(certificate: certificate, key: key)
    }

    /// A certificate for this machine's servers.
    static func makeServer(
        hostName: HostName?, authority: KeyedCertificate, now: Timestamp
    ) throws -> KeyedCertificate {
        try makeServer(serverNames(hostName, authority: authority.certificate), authority: authority, now: now)
    }

    static func makeServer(
        _ names: SubjectAlternativeNames, authority: KeyedCertificate, now: Timestamp
    ) throws -> KeyedCertificate {
        let key = P256.Signing.PrivateKey()
        let publicKey = Certificate.PublicKey(key.publicKey)
        let start = Date(timeIntervalSince1970: seconds(now) - backdating)
        let certificate = try Certificate(
            version: .v3, serialNumber: serialNumber(), publicKey: publicKey,
            notValidBefore: start,
            notValidAfter: min(
                start.addingTimeInterval(days(serverDays)), authority.certificate.notValidAfter),
            issuer: authority.certificate.subject,
            subject: try DistinguishedName {
                OrganizationName("Roost")
                CommonName("localhost")
            },
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                names
                SubjectKeyIdentifier(hash: publicKey)
                AuthorityKeyIdentifier(
                    keyIdentifier: try authority.certificate.extensions.subjectKeyIdentifier?.keyIdentifier)
            },
            issuerPrivateKey: Certificate.PrivateKey(authority.key))
        return KeyedCertificate(certificate: certificate, key: key)
    }

    /// Whether a server's certificate is near its end, or lacks a name.
    static func isDue(
        _ server: Certificate, hostName: HostName?, authority: Certificate, now: Timestamp
    ) -> Bool {
        let names = (try? server.extensions.subjectAlternativeNames).map(Set.init) ?? []
        return server.notValidAfter.timeIntervalSince1970 - seconds(now) < days(renewalDays)
            || server.notValidBefore.timeIntervalSince1970 > seconds(now)
            || !names.isSuperset(of: serverNames(hostName, authority: authority))
    }

    /// The names of this machine's servers. A host name that came after the authority was made is not among them:
    /// clients would refuse the whole certificate.
    private static func serverNames(_ hostName: HostName?, authority: Certificate) -> SubjectAlternativeNames {
        let permitted = (try? authority.extensions.nameConstraints)?.permittedDNSDomains
        let own = hostName.flatMap { name in
            permitted?.contains { name.description == $0 || name.description.hasSuffix("." + $0) } == true ? name : nil
        }
        return SubjectAlternativeNames(
            names(own, of: ["localhost", "host.docker.internal"]).map { GeneralName.dnsName($0) } + [
                .ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1])),
                .ipAddress(ASN1OctetString(contentBytes: loopback6[...])),
            ])
    }

    private static func names(_ hostName: HostName?, of standard: [String]) -> [String] {
        standard + [hostName?.description].compactMap(\.self).filter { !standard.contains($0) }
    }

    /// At most 20 octets in its encoding, and positive (RFC 5280 section 4.1.2.2).
    private static func serialNumber() -> Certificate.SerialNumber {
        Certificate.SerialNumber(Int128.random(in: 1 ... .max))
    }

    private static let loopback6 = [UInt8](repeating: 0, count: 15) + [1]

    private static func seconds(_ time: Timestamp) -> TimeInterval { TimeInterval(time.microseconds / 1_000_000) }

    private static func days(_ count: Int) -> TimeInterval { TimeInterval(count * 86_400) }
}
