import Foundation
import MailCore
import SystemPackage
import Testing
import X509

@testable import RoostKit

/// A folder of one test, removed with it, and a point in time.
final class TLSScratch: Sendable {
    let root: FilePath
    let start = Timestamp(microseconds: 1_780_000_000_000_000)
    let hostName = HostName("box.example.test")

    init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("roost-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        root = FilePath(url.path)
    }

    deinit { try? FileManager.default.removeItem(atPath: root.string) }

    var folder: TLSFolder { TLSFolder(root.appending("state/tls")) }

    func file(_ name: String) -> FilePath { folder.path.appending(name) }

    func time(afterDays days: Int64) -> Timestamp {
        Timestamp(microseconds: start.microseconds + days * 86_400 * 1_000_000)
    }

    func server(afterDays days: Int64 = 0) throws -> KeyedCertificate {
        try folder.server(hostName: hostName, now: time(afterDays: days))
    }

    func authority() throws -> KeyedCertificate {
        try #require(KeyedCertificate(pem: try text(file("authority.pem"))))
    }

    func text(_ path: FilePath) throws -> String { try String(contentsOfFile: path.string, encoding: .utf8) }

    @discardableResult
    func write(_ text: String, to path: FilePath, mode: Int = 0o600) throws -> FilePath {
        try text.write(toFile: path.string, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path.string)
        return path
    }

    func mode(_ path: FilePath) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path.string)[.posixPermissions] as? Int
    }

    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path.string).sorted() }
}

/// The one line of a failure; `nil` when there is none.
func failure(_ body: () throws -> some Any) -> String? {
    do {
        _ = try body()
        return nil
    } catch {
        return String(describing: error)
    }
}
