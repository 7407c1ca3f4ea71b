import Foundation
import MailCore
import SwiftASN1
import SystemPackage
import X509

@testable import RoostKit

/// What the `openssl` program says of certificates of one authority.
struct OpenSSL {
    static let program = "/usr/bin/openssl"
    static var isThere: Bool { FileManager.default.isExecutableFile(atPath: program) }

    private let scratch: TLSScratch
    private let authority: FilePath

    init(_ scratch: TLSScratch, authority certificate: KeyedCertificate) throws {
        self.scratch = scratch
        authority = try scratch.write(certificate.certificatePEM, to: scratch.root.appending("authority.pem"))
    }

    /// - Parameter options: What else is asked of the certificate.
    func verifies(_ certificate: Certificate, _ options: String...) throws -> Bool {
        let file = try scratch.write(
            certificate.serializeAsPEM().pemString, to: scratch.root.appending("certificate.pem"))
        let time = String(scratch.start.microseconds / 1_000_000)
        let pid = try Spawn.start(
            Self.program,
            arguments: ["verify", "-attime", time, "-purpose", "sslserver", "-x509_strict"] + options + [
                "-no-CApath", "-no-CAstore", "-CAfile", authority.string, file.string,
            ],
            environment: [:], descriptors: [:])
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        return status == 0
    }
}
