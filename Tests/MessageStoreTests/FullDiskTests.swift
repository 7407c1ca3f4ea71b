import Foundation
import Glibc
import MailCore
import SystemPackage
import Testing

@testable import MessageStore

/// A file system of four megabytes, which only root can mount.
@Suite struct FullDiskTests {
    @Test(.enabled(if: geteuid() == 0)) func aStoreOnAFullDiskGoesOnOnceThereIsRoom() throws {
        let scratch = try Scratch()
        let disk = scratch.root.appending("disk").string
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: false)
        // A container may forbid it.
        guard run("/bin/mount", "-t", "tmpfs", "-o", "size=4m,mode=700", "tmpfs", disk) else { return }
        defer { _ = run("/bin/umount", "-l", disk) }
        let options = StoreOptions(segment: 400_000)
        let store = try Store.open(
            FilePath(disk).appending("store"), access: .readWrite, options: options, clock: scratch.now)
        let text = String(repeating: "x", count: 60_000)
        var stored = 0
        var refusal: StoreError?
        while refusal == nil {
            do throws(StoreError) {
                stored += try store.append([.message(capture(text))]).count
            } catch {
                refusal = error
            }
        }
        #expect(refusal?.kind == .full)
        #expect(stored > 30)
        #expect(try store.texts().count == stored)
        #expect(throws: StoreError.self) { try store.append([.message(capture(text))]) }
        // What was refused left nothing, and deleting works.
        #expect(try store.damages().isEmpty)
        _ = try store.append([.clear(through: MessageID(UInt64(stored - 3)))])
        #expect(try store.readState().liveCount == 3)
        #expect(try store.purge().messages > 0)
        for _ in 0..<10 { _ = try store.append([.message(capture(text))]) }
        #expect(try store.texts().count == 13)
        #expect(try store.verify().findings.isEmpty)
    }

    private func run(_ program: String, _ arguments: String...) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
