import Glibc
import MailCore
import Synchronization
import SystemPackage
import Testing

@testable import MessageStore

/// Every call that changes a store fails once, each in its turn, in the middle of everything a store does.
@Suite struct FaultTests {
    /// Counts the calls, and lets one of them fail.
    private final class Faults: Sendable {
        private let state: Mutex<(left: Int, calls: Int)>
        private let error: Errno

        init(failing call: Int, with error: Errno) {
            state = Mutex((call, 0))
            self.error = error
        }

        var calls: Int { state.withLock { $0.calls } }

        func pass() throws(Errno) {
            let fails = state.withLock { state in
                state.calls += 1
                state.left -= 1
                return state.left == 0
            }
            if fails { throw error }
        }

        var io: FileIO {
            let real = FileIO()
            return FileIO(
                create: { [self] path throws(Errno) in
                    try pass()
                    return try real.create(path)
                },
                write: { [self] descriptor, vectors, offset throws(Errno) in
                    do throws(Errno) {
                        try pass()
                    } catch {
                        // A failed write may have written something.
                        if let first = vectors.first, first.iov_len > 1 {
                            _ = Glibc.pwrite(descriptor, first.iov_base, first.iov_len / 2, off_t(offset))
                        }
                        throw error
                    }
                    return try real.write(descriptor, vectors, offset)
                },
                allocate: { [self] descriptor, size throws(Errno) in
                    try pass()
                    try real.allocate(descriptor, size)
                },
                sync: { [self] _ throws(Errno) in try pass() },
                truncate: { [self] descriptor, size throws(Errno) in
                    try pass()
                    try real.truncate(descriptor, size)
                },
                rename: { [self] from, to throws(Errno) in
                    try pass()
                    try real.rename(from, to)
                },
                remove: { [self] path throws(Errno) in
                    try pass()
                    try real.remove(path)
                },
                syncDirectory: { [self] _ throws(Errno) in try pass() })
        }
    }

    /// Goes through a life of a store; what is acknowledged is in `live`, what is not in `uncertain` may be there.
    private func live(
        _ store: Store, _ expected: inout [UInt64: String], _ uncertain: inout Set<String>
    ) throws {
        func add(_ text: String) {
            if let ids = try? store.append([.message(capture(text))]), let id = ids.first?.id {
                expected[id.rawValue] = text
            } else {
                uncertain.insert(text)
            }
        }
        for number in 0..<4 { add("message \(number) " + String(repeating: "x", count: 100)) }
        for id in [UInt64(1), 2] where expected[id] != nil {
            if (try? store.append([.delete([MessageID(id)])])) != nil {
                expected[id] = nil
            } else if try store.readState().record(of: MessageID(id)) == nil {
                // Written, and its sync failed: it need not have held, but it may.
                expected[id] = nil
            }
        }
        _ = try? store.purge()
        add("after the purge")
        _ = try? store.verify(repairs: true)
        add("at the end")
    }

    @Test func everyCallMayFail() throws {
        let total = Faults(failing: 0, with: .ioError)
        var (none, nothing): ([UInt64: String], Set<String>) = ([:], [])
        let first = try Scratch()
        _ = try first.open()
        try live(first.open(options: StoreOptions(segment: 1_000, io: total.io)), &none, &nothing)
        #expect(nothing.isEmpty && none.count == 4)
        #expect(total.calls > 30)
        for call in 1...total.calls {
            let scratch = try Scratch()
            _ = try scratch.open()
            var expected: [UInt64: String] = [:]
            var uncertain: Set<String> = []
            let faults = Faults(failing: call, with: call % 2 == 0 ? .ioError : .noSpace)
            try live(
                scratch.open(options: StoreOptions(segment: 1_000, io: faults.io)), &expected, &uncertain)
            // What was acknowledged is there, and what was refused is not, or is told once.
            let texts = try scratch.open().texts()
            for (id, text) in expected { #expect(texts[id] == text, "call \(call)") }
            for (id, text) in texts where expected[id] == nil {
                #expect(uncertain.contains(text), "call \(call): \(text.prefix(20))")
            }
            #expect(try scratch.open().damages().isEmpty, "call \(call)")
            let id = try #require(try scratch.open().add("again").first)
            #expect(texts.keys.allSatisfy { $0 < id })
            #expect(try scratch.open().verify().findings.isEmpty, "call \(call)")
        }
    }

    @Test func interruptedCallsAreRepeated() throws {
        var left = 3
        let result = try check {
            left -= 1
            if left > 0 {
                errno = EINTR
                return -1
            }
            return 7
        }
        #expect(result == 7)
    }

    @Test func aFullDiskLetsDeletingWorkByTheReserve() throws {
        let scratch = try Scratch()
        let isFull = Atomic<Int>(0)
        var io = FileIO()
        let real = io.write
        let reserve = scratch.store.appending("reserve")
        io.write = { descriptor, vectors, offset throws(Errno) in
            if isFull.load(ordering: .relaxed) == 1, (try? FileStatus(of: reserve)) != nil { throw .noSpace }
            return try real(descriptor, vectors, offset)
        }
        let store = try scratch.open(options: StoreOptions(io: io))
        try store.add("one", "two")
        #expect(try FileStatus(of: reserve).size == Limits.reserve)
        isFull.store(1, ordering: .relaxed)
        let error = #expect(throws: StoreError.self) { try store.add("three") }
        #expect(error?.kind == .full)
        #expect((try? FileStatus(of: reserve)) != nil)
        _ = try store.append([.delete([MessageID(1)])])
        #expect((try? FileStatus(of: reserve)) == nil)
        isFull.store(0, ordering: .relaxed)
        _ = try store.purge()
        #expect(try FileStatus(of: reserve).size == Limits.reserve)
        #expect(try store.texts() == [2: "two"])
    }

    /// What a power cut leaves: of each file what was there at its last sync, and any part of what came after.
    @Test(arguments: 1...6) func afterAPowerCutEverythingSyncedIsThere(seed: UInt64) throws {
        let scratch = try Scratch()
        let synced = Mutex<[UInt64: Int]>([:])
        var io = FileIO()
        io.sync = { descriptor throws(Errno) in
            let status = try FileStatus(of: descriptor)
            synced.withLock { $0[status.identity.inode] = status.size }
        }
        let store = try scratch.open(options: StoreOptions(segment: 2_000, io: io))
        var generator = SplitMix(state: seed)
        var acknowledged: [UInt64: String] = [:]
        for number in 0..<30 {
            let text = String(repeating: "\(number) ", count: Int.random(in: 1...40, using: &generator))
            let isSynced = Int.random(in: 0..<3, using: &generator) > 0
            let id = try store.append([.message(capture(text))], sync: isSynced ? .always : .never)[0].id
            if isSynced {
                acknowledged[try #require(id?.rawValue)] = text
            } else if Bool.random(using: &generator), number > 20 {
                break
            }
        }
        for path in scratch.segments() {
            let bytes = try scratch.bytes(path)
            let inode = try FileStatus(of: path).identity.inode
            let end = synced.withLock { $0[inode] } ?? 0
            let kept = Int.random(in: end...bytes.count, using: &generator)
            // Pages that did not reach the disk before the size did.
            let zeros = Bool.random(using: &generator) ? bytes.count - kept : 0
            try scratch.overwrite(Array(bytes[..<kept]) + [UInt8](repeating: 0, count: zeros), path)
        }
        let texts = try scratch.open().texts()
        for (id, text) in acknowledged { #expect(texts[id] == text) }
        let id = try #require(try scratch.open().add("after").first)
        #expect(acknowledged.keys.allSatisfy { $0 < id })
    }
}
