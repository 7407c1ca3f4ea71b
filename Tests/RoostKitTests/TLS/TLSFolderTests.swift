import Foundation
import MailCore
import Synchronization
import SystemPackage
import Testing
import X509

@testable import RoostKit

@Suite struct TLSFolderTests {
    let scratch: TLSScratch

    init() throws { scratch = try TLSScratch() }

    @Test(arguments: [
        (["XDG_STATE_HOME": "/s", "HOME": "/h"], "/s/roost/tls"), (["HOME": "/h"], "/h/.local/state/roost/tls"),
        (["XDG_STATE_HOME": "relative", "HOME": "/h"], "/h/.local/state/roost/tls"),
    ])
    func liesInTheStateFolder(environment: [String: String], path: String) throws {
        #expect(try TLSFolder(environment: environment).path.string == path)
    }

    @Test func withoutHomeThereIsNoPlace() {
        #expect(throws: Failure.self) { try TLSFolder(environment: [:]) }
    }

    @Test func whatIsMadeIsFoundAgain() throws {
        let first = try scratch.server()
        let second = try scratch.server(afterDays: 366)
        #expect(first.certificate == second.certificate)
        #expect(try scratch.authority().hasIssued(first.certificate))
        #expect(try scratch.names() == ["authority.pem", "ca.pem", "server.pem"])
    }

    @Test func filesArePrivate() throws {
        _ = try scratch.server()
        #expect(try scratch.mode(scratch.folder.path) == 0o700)
        #expect(try scratch.mode(scratch.file("authority.pem")) == 0o600)
        #expect(try scratch.mode(scratch.file("server.pem")) == 0o600)
        #expect(try scratch.mode(scratch.file("ca.pem")) == 0o644)
        #expect(try !scratch.text(scratch.file("ca.pem")).contains("PRIVATE KEY"))
    }

    @Test func serverIsRenewedBeforeItsEnd() throws {
        let (first, authority) = (try scratch.server(), try scratch.authority())
        let second = try scratch.server(afterDays: 368)
        #expect(first.certificate != second.certificate)
        #expect(try scratch.authority().certificate == authority.certificate)
        #expect(authority.hasIssued(second.certificate))
        #expect(try scratch.names() == ["authority.pem", "ca.pem", "server.pem"])
    }

    @Test func serverIsRenewedForAnotherHostName() throws {
        let first = try scratch.server()
        let second = try scratch.folder.server(hostName: HostName("other.test"), now: scratch.start)
        #expect(first.certificate != second.certificate)
        let third = try scratch.folder.server(hostName: HostName("other.test"), now: scratch.start)
        #expect(second.certificate == third.certificate)
    }

    @Test func ofSeveralMakersOneWins() throws {
        let found = Mutex<Set<String>>([])
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            let server = try? scratch.server()
            let authority = try? scratch.folder.authority(now: scratch.start)
            _ = found.withLock {
                $0.insert("\((try? server?.fingerprint) ?? "no server") \(authority?.fingerprint ?? "no authority")")
            }
        }
        let authority = try scratch.authority()
        let server = try scratch.server()
        #expect(try found.withLock(\.self) == ["\(server.fingerprint) \(authority.fingerprint)"])
        #expect(try scratch.names() == ["authority.pem", "ca.pem", "server.pem"])
    }

    @Test func lookingMakesNothing() throws {
        #expect(try scratch.folder.authority(now: scratch.start) == nil)
        #expect(!FileManager.default.fileExists(atPath: scratch.folder.path.string))
        let made = try scratch.folder.makeAuthority(hostName: nil, now: scratch.start)
        let seen = try #require(try scratch.folder.authority(now: scratch.start))
        #expect(seen.fingerprint == made.fingerprint)
        #expect(seen.certificate == scratch.file("ca.pem"))
        #expect(seen.expires.civil().year == 2036)
        #expect(try scratch.names() == ["authority.pem", "ca.pem"])
    }

    @Test func fingerprintIsThatOfTheCertificate() throws {
        let authority = try scratch.folder.makeAuthority(hostName: nil, now: scratch.start)
        #expect(authority.fingerprint.wholeMatch(of: /[0-9A-F]{2}(:[0-9A-F]{2}){31}/) != nil)
    }

    @Test(arguments: ["authority.pem", "server.pem", "ca.pem"])
    func whatIsDamagedStaysAndIsNamed(name: String) throws {
        _ = try scratch.server()
        let file = scratch.file(name)
        let half = String(try scratch.text(file).prefix(200))
        try scratch.write(half, to: file)
        let line = try #require(failure { try scratch.server() })
        #expect(line.contains(file.string) && !line.contains("\n"))
        #expect(try scratch.text(file) == half)
    }

    @Test func keyOfAnotherCertificateIsDamage() throws {
        let (first, second) = (try scratch.server(), try scratch.server(afterDays: 368))
        let mixed = KeyedCertificate(certificate: first.certificate, key: second.key)
        try scratch.write(mixed.pem, to: scratch.file("server.pem"))
        #expect(failure { try scratch.server() }?.contains("server.pem is damaged") == true)
    }

    @Test func serverOfAnotherAuthorityIsRefused() throws {
        _ = try scratch.server()
        let other = try CertificateProfile.makeAuthority(hostName: nil, now: scratch.start)
        let foreign = try CertificateProfile.makeServer(hostName: nil, authority: other, now: scratch.start)
        try scratch.write(foreign.pem, to: scratch.file("server.pem"))
        #expect(failure { try scratch.server() }?.contains("was not issued by") == true)
    }

    @Test func certificateOfAnotherAuthorityIsRefused() throws {
        _ = try scratch.server()
        let other = try CertificateProfile.makeAuthority(hostName: nil, now: scratch.start)
        try scratch.write(other.certificatePEM, to: scratch.file("ca.pem"))
        #expect(failure { try scratch.server() }?.contains("ca.pem is not the certificate in") == true)
        #expect(failure { try scratch.folder.authority(now: scratch.start) } != nil)
    }

    @Test func authorityIsRefusedWhenItIsNotValid() throws {
        _ = try scratch.server()
        #expect(failure { try scratch.server(afterDays: 3_650) }?.contains("to 2036-05-25, not now") == true)
        #expect(failure { try scratch.server(afterDays: -1) }?.contains("is valid from 2026-05-28") == true)
        let last = try scratch.server(afterDays: 3_600).certificate
        #expect(try last.notValidAfter == scratch.authority().certificate.notValidAfter)
    }

    @Test(arguments: [("authority.pem", 0o640), ("server.pem", 0o604), ("ca.pem", 0o666)])
    func whatOthersMayGetAtIsRefused(name: String, mode: Int) throws {
        _ = try scratch.server()
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: scratch.file(name).string)
        #expect(failure { try scratch.server() }?.contains("others may get at \(scratch.file(name))") == true)
    }

    @Test func folderOthersMayWriteToIsRefused() throws {
        _ = try scratch.server()
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: scratch.folder.path.string)
        #expect(failure { try scratch.server() }?.contains("chmod 700") == true)
    }

    @Test func linksAreNotFollowed() throws {
        _ = try scratch.server()
        let (file, elsewhere) = (scratch.file("server.pem"), scratch.root.appending("elsewhere"))
        try FileManager.default.moveItem(atPath: file.string, toPath: elsewhere.string)
        try FileManager.default.createSymbolicLink(atPath: file.string, withDestinationPath: elsewhere.string)
        #expect(failure { try scratch.server() }?.contains(file.string) == true)
    }

    @Test(.enabled(if: geteuid() == 0, "only root may give a file away"), arguments: ["authority.pem", "server.pem"])
    func whatBelongsToAnotherUserIsRefused(name: String) throws {
        _ = try scratch.server()
        try #require(chown(scratch.file(name).string, 65_534, 65_534) == 0)
        #expect(failure { try scratch.server() }?.contains("belongs to another user") == true)
    }
}
