import Crypto
import FoundationEssentials
import MailCore
import SwiftASN1
import X509

/// A certificate and its P-256 key.
struct KeyedCertificate {
    let certificate: Certificate
    let key: P256.Signing.PrivateKey

    init(certificate: Certificate, key: P256.Signing.PrivateKey) {
        self.certificate = certificate
        self.key = key
    }

    /// Reads what ``pem`` writes; `nil` when one of the two is missing or they do not belong together.
    init?(pem: String) {
        guard let documents = try? PEMDocument.parseMultiple(pemString: pem), documents.count == 2,
            documents[0].discriminator == "PRIVATE KEY",
            let key = try? P256.Signing.PrivateKey(derRepresentation: documents[0].derBytes),
            let certificate = try? Certificate(pemDocument: documents[1]),
            certificate.publicKey == Certificate.PublicKey(key.publicKey),
            certificate.notValidBefore <= certificate.notValidAfter
        else { return nil }
        self.init(certificate: certificate, key: key)
    }

    /// The key (PKCS #8), then the certificate, each as RFC 7468 writes it.
    var pem: String {
        get throws { keyPEM + (try certificatePEM) }
    }

    var keyPEM: String { key.pemRepresentation + "\n" }

    var certificatePEM: String {
        get throws { try certificate.serializeAsPEM().pemString + "\n" }
    }

    var validity: ClosedRange<Timestamp> { time(certificate.notValidBefore)...time(certificate.notValidAfter) }

    private func time(_ date: Date) -> Timestamp {
        Timestamp(microseconds: Int64(date.timeIntervalSince1970) * 1_000_000)
    }

    /// SHA-256 of the certificate, as other programs print it: `AB:CD:…`.
    var fingerprint: String {
        get throws {
            let digits = Array("0123456789ABCDEF")
            return SHA256.hash(data: try certificate.serializeAsPEM().derBytes)
                .map { String([digits[Int($0 >> 4)], digits[Int($0 & 15)]]) }.joined(separator: ":")
        }
    }

    /// Whether this one's key has signed the other.
    func hasIssued(_ other: Certificate) -> Bool {
        other.issuer == certificate.subject
            && certificate.publicKey.isValidSignature(other.signature, for: other)
    }
}
