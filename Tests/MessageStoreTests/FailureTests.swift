import Foundation
import Glibc
import MailCore
import Synchronization
import SystemPackage
import Testing

@testable import MessageStore

@Suite struct FailureTests {
    /// Lets writes through until so many octets were written.
    private final class Disk: Sendable {
        let room: Mutex<Int>
        let largestWrite: Int
        let syncs = Atomic<Int>(0)
        let failingSyncs: Mutex<Int>

        init(room: Int = .max / 2, largestWrite: Int = .max, failingSyncs: Int = 0) {
            self.room = Mutex(room)
            self.largestWrite = largestWrite
            self.failingSyncs = Mutex(failingSyncs)
        }

        var io: FileIO {
            FileIO(
                write: { [self] descriptor, vectors, offset throws(Errno) in
                    let allowed = room.withLock { min($0, largestWrite) }
                    guard allowed > 0, let first = vectors.first else { throw .noSpace }
                    let count = Glibc.pwrite(descriptor, first.iov_base, min(first.iov_len, allowed), offset)
                    room.withLock { $0 -= count }
                    return count
                },
                sync: { [self] _ throws(Errno) in
                    syncs.add(1, ordering: .relaxed)
                    let fails = failingSyncs.withLock { failing in
                        defer { failing = max(0, failing - 1) }
                        return failing > 0
                    }
                    if fails { throw .ioError }
                })
        }
    }

    @Test(arguments: [1, 2, 7, 100]) func shortWritesAreContinued(size: Int) throws {
        let scratch = try Scratch()
        let store = try scratch.open(options: StoreOptions(io: Disk(largestWrite: size).io))
        try store.add("one", "", "three")
        try store.add("four")
        #expect(try store.texts() == [1: "one", 2: "", 3: "three", 4: "four"])
    }

    @Test func aFullDiskLeavesNothingBehindAndRecovers() throws {
        let scratch = try Scratch()
        let disk = Disk()
        let store = try scratch.open(options: StoreOptions(io: disk.io))
        try store.add("one")
        let path = try #require(scratch.segments().first)
        let before = try scratch.bytes(path)
        try store.add("two")
        let length = try scratch.bytes(path).count - before.count
        try scratch.overwrite(before, path)
        for room in 0..<length {
            let store = try scratch.open(options: StoreOptions(io: disk.io))
            disk.room.withLock { $0 = room }
            let error = #expect(throws: StoreError.self) { try store.add("two") }
            #expect(error?.kind == .full)
            #expect(try scratch.bytes(path) == before)
            disk.room.withLock { $0 = .max / 2 }
            #expect(try store.add("two") == [2])
            try scratch.overwrite(before, path)
        }
    }

    @Test func whatWasWholeBeforeTheDiskFilledStays() throws {
        let scratch = try Scratch()
        let disk = Disk()
        let store = try scratch.open(options: StoreOptions(io: disk.io))
        try store.add("one")
        let path = try #require(scratch.segments().first)
        let size = try scratch.bytes(path).count
        try store.add("two")
        let length = try scratch.bytes(path).count - size
        disk.room.withLock { $0 = length + length / 2 }
        let result = try store.append(
            ["three", "four", "five"].map { try PreparedRecord(.message(capture($0))) }, sync: .always)
        #expect(result.appended.map(\.id) == [MessageID(3)])
        #expect(result.error?.kind == .full)
        disk.room.withLock { $0 = .max / 2 }
        try store.add("again")
        #expect(try scratch.open().texts() == [1: "one", 2: "two", 3: "three", 4: "again"])
        #expect(try store.damages().isEmpty)
    }

    @Test func afterAFailedSyncTheFileIsLeftAlone() throws {
        let scratch = try Scratch()
        let disk = Disk()
        let store = try scratch.open(options: StoreOptions(io: disk.io))
        let other = try scratch.open()
        _ = try store.append([.message(capture("one"))])
        disk.failingSyncs.withLock { $0 = 1 }
        let error = #expect(throws: StoreError.self) { try store.append([.message(capture("lost"))]) }
        #expect(error?.kind == .failed)
        #expect(scratch.segments().count == 2)
        #expect(try store.texts() == [1: "one"])
        #expect(try other.add("three") == [3])
        #expect(try store.append([.message(capture("four"))]).first?.id == MessageID(4))
        #expect(try other.texts() == [1: "one", 3: "three", 4: "four"])
        #expect(scratch.segments().count == 2)
        let first = String(decoding: try scratch.bytes(scratch.segments()[0]), as: UTF8.self)
        #expect(!first.contains("three") && !first.contains("four") && !first.contains("seal"))
    }

    @Test func onlyAPolicyThatAsksForItSyncs() throws {
        let scratch = try Scratch()
        let disk = Disk()
        let store = try scratch.open(options: StoreOptions(io: disk.io))
        _ = try store.append([.message(capture("one"))], sync: .never)
        #expect(disk.syncs.load(ordering: .relaxed) == 0)
        _ = try store.append([.message(capture("two"))], sync: .always)
        #expect(disk.syncs.load(ordering: .relaxed) == 1)
    }

    @Test func aHeldLockIsNamed() throws {
        let scratch = try Scratch()
        let store = try scratch.open(options: StoreOptions(lockWait: 5))
        try store.add("one")
        let path = scratch.store.appending("lock")
        let lock = try #require(try LockFile.acquire(path, .exclusive, wait: false))
        let error = #expect(throws: StoreError.self) { try store.add("two") }
        #expect(error?.kind == .locked)
        #expect(error?.message.contains("process \(getpid())") == true)
        #expect(try store.texts() == [1: "one"])
        lock.release()
        #expect(try store.add("two") == [2])
    }

    /// As long as a child that was just started has not closed it.
    @Test func aReleasedLockIsFreeThoughItsDescriptorIsOpen() throws {
        let scratch = try Scratch()
        let path = scratch.root.appending("lock")
        let lock = try #require(try LockFile.acquire(path, .exclusive, wait: false))
        let name = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").first {
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + $0)) == path.string
        }
        let copy = dup(try #require(name.flatMap { CInt($0) }))
        defer { close(copy) }
        lock.release()
        #expect(try LockFile.acquire(path, .exclusive, wait: false) != nil)
    }

    @Test func locksExcludeAsTheyShould() throws {
        let scratch = try Scratch()
        let path = scratch.root.appending("fronts")
        let shared = try #require(try LockFile.acquire(path, .shared, wait: false))
        let second = try #require(try LockFile.acquire(path, .shared, wait: true))
        #expect(try LockFile.acquire(path, .exclusive, wait: false) == nil)
        shared.release()
        shared.release()
        #expect(try LockFile.acquire(path, .exclusive, wait: false) == nil)
        second.release()
        let exclusive = try #require(try LockFile.acquire(path, .exclusive, wait: true))
        #expect(try LockFile.acquire(path, .shared, wait: false) == nil)
        // A file of the same name that is another file is another lock.
        try FileManager.default.removeItem(atPath: path.string)
        #expect(try LockFile.acquire(path, .shared, wait: false) != nil)
        exclusive.release()
    }

    @Test func aLockIsNotTakenThroughALink() throws {
        let scratch = try Scratch()
        try FileManager.default.createSymbolicLink(
            atPath: scratch.root.appending("lock").string, withDestinationPath: scratch.root.appending("x").string)
        #expect(throws: StoreError.self) { try LockFile.acquire(scratch.root.appending("lock"), .shared, wait: false) }
        #expect(!FileManager.default.fileExists(atPath: scratch.root.appending("x").string))
    }

    @Test func aSegmentIsNotReachedThroughALink() throws {
        let scratch = try Scratch()
        try scratch.open().add("one")
        let (path, elsewhere) = (try #require(scratch.segments().first), scratch.root.appending("elsewhere"))
        try FileManager.default.moveItem(atPath: path.string, toPath: elsewhere.string)
        try FileManager.default.createSymbolicLink(atPath: path.string, withDestinationPath: elsewhere.string)
        let before = try scratch.bytes(elsewhere)
        #expect(throws: StoreError.self) { try scratch.open().add("two") }
        #expect(throws: StoreError.self) { try scratch.open(.readExisting).entries() }
        #expect(try scratch.bytes(elsewhere) == before)
    }

    @Test func whatIsNoStoreIsRefused() throws {
        let scratch = try Scratch()
        func kind(_ access: Store.Access = .readWrite) -> StoreError.Kind? {
            do throws(StoreError) {
                _ = try scratch.open(access)
                return nil
            } catch {
                return error.kind
            }
        }
        let files = FileManager.default
        #expect(kind(.readExisting) == .missing)
        try scratch.write([1], to: scratch.store)
        #expect(kind() == .notAStore)
        try files.removeItem(atPath: scratch.store.string)
        try files.createDirectory(atPath: scratch.store.string, withIntermediateDirectories: false)
        #expect(chmod(scratch.store.string, 0o700) == 0)
        #expect(kind() == nil)
        #expect(kind(.readExisting) == nil)
        try scratch.write([1], to: scratch.store.appending(".gitignore"))
        #expect(kind() == nil)
        try scratch.write([1], to: scratch.store.appending("notes.txt"))
        #expect(kind() == .notAStore)
        try files.removeItem(atPath: scratch.store.appending("notes.txt").string)
        #expect(chmod(scratch.store.string, 0o770) == 0)
        #expect(kind() == .insecure)
        #expect(chmod(scratch.store.string, 0o500) == 0)
        // Root may write anyway.
        #expect(kind() == (getuid() == 0 ? nil : .notWritable))
    }

    @Test func anothersStoreIsReadAndNothingElse() throws {
        let scratch = try Scratch()
        try scratch.open().add("one")
        // A file of root would be as good as one's own.
        if geteuid() == 0 { #expect(chown(scratch.store.string, 12_345, 12_345) == 0) }
        let options = StoreOptions(user: { 1 })
        let refusal = #expect(throws: StoreError.self) { try scratch.open(options: options) }
        #expect(refusal?.kind == .insecure)
        let store = try scratch.open(.readExisting, options: options)
        #expect(try store.texts() == [1: "one"])
        let names = scratch.names()
        let error = #expect(throws: StoreError.self) { try store.add("two") }
        #expect(error?.kind == .notWritable)
        #expect(error?.message.contains("can only be read") == true)
        #expect(scratch.names() == names)
    }

    @Test func aStoreOnANetworkIsPolledAndNotMapped() throws {
        let scratch = try Scratch()
        var io = FileIO()
        io.isShared = { _ in true }
        let store = try scratch.open(options: StoreOptions(segment: 1_000, io: io))
        #expect(store.warning?.contains("network") == true)
        #expect(try scratch.open().warning == nil)
        let big = String(repeating: "x", count: 100_000)
        try store.add("one", big)
        let follower = try store.makeFollower()
        #expect(try follower.next(limit: 10).count == 2)
        try scratch.open().add("two")
        #expect(isReadable(follower.descriptor, milliseconds: 5_000))
        #expect(try follower.next(limit: 10).count == 1)
        // It tells again and again, whether there is news or not.
        #expect(isReadable(follower.descriptor, milliseconds: 5_000))
        #expect(try store.texts() == [1: "one", 2: big, 3: "two"])
        _ = try store.append([.delete([MessageID(2)])])
        _ = try store.purge()
        #expect(try store.texts() == [1: "one", 3: "two"])
    }
}
