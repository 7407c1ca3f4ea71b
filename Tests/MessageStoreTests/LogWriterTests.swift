import Glibc
import MailCore
import Synchronization
import SystemPackage
import Testing

@testable import MessageStore

@Suite struct LogWriterTests {
    @Test(arguments: SyncPolicy.allCases) func everythingSubmittedIsWritten(sync: SyncPolicy) throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        let writer = LogWriter(store: store, sync: sync)
        let ids = Mutex<[UInt64: String]>([:])
        for number in 0..<600 {
            writer.submit(capture("message \(number)")) { result in
                if case .success(let id) = result { ids.withLock { $0[id.rawValue] = "message \(number)" } }
            }
        }
        writer.finish()
        let expected = ids.withLock { $0 }
        #expect(expected.count == 600)
        #expect(try store.texts() == expected)
    }

    @Test func whatWaitsIsSyncedTogether() throws {
        let scratch = try Scratch()
        let syncs = Atomic<Int>(0)
        var io = FileIO()
        let gate = Gate()
        io.sync = { _ in
            syncs.add(1, ordering: .relaxed)
            gate.pass()
        }
        let store = try scratch.open(options: StoreOptions(io: io))
        let writer = LogWriter(store: store, sync: .always)
        writer.submit(capture("first")) { _ in }
        gate.awaitArrival()
        for number in 0..<100 { writer.submit(capture("\(number)")) { _ in } }
        gate.open()
        writer.finish()
        #expect(syncs.load(ordering: .relaxed) == 2)
        #expect(try store.state().liveCount == 101)
    }

    @Test func aFullQueueRefusesAtOnce() throws {
        let scratch = try Scratch()
        var io = FileIO()
        let gate = Gate()
        io.sync = { _ in gate.pass() }
        let writer = LogWriter(store: try scratch.open(options: StoreOptions(io: io)), sync: .always, capacity: 10)
        let kinds = Mutex<[StoreError.Kind?]>([])
        let note: @Sendable (Result<MessageID, StoreError>) -> Void = { result in
            kinds.withLock { if case .failure(let error) = result { $0.append(error.kind) } else { $0.append(nil) } }
        }
        writer.submit(capture("12345678"), completion: note)
        gate.awaitArrival()
        writer.submit(capture("123"), completion: note)
        #expect(kinds.withLock { $0 } == [.full])
        writer.submit(capture("12"), completion: note)
        gate.open()
        writer.finish()
        #expect(kinds.withLock { $0 } == [.full, nil, nil])
        writer.submit(capture("1"), completion: note)
        #expect(kinds.withLock { $0 } == [.full, nil, nil, .failed])
    }

    @Test func aRecordThatCannotBeWrittenFailsAlone() throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        let writer = LogWriter(store: store, sync: .never)
        let failed = Mutex<[StoreError.Kind]>([])
        var huge = capture("huge")
        huge.origin.helo = [UInt8](repeating: 0, count: Limits.recordHeader / 4)
        for message in [capture("one"), huge, capture("two")] {
            writer.submit(message) { result in
                if case .failure(let error) = result { failed.withLock { $0.append(error.kind) } }
            }
        }
        writer.submit(.listener(started: false, text: "done")) { _ in }
        writer.finish()
        #expect(failed.withLock { $0 } == [.failed])
        #expect(try store.texts() == [1: "one", 2: "two"])
        #expect(try store.entries().last?.body == .listener(started: false, text: "done"))
    }

    @Test func aFailedAppendIsToldToAll() throws {
        let scratch = try Scratch()
        var io = FileIO()
        io.write = { _, _, _ throws(Errno) in throw .noSpace }
        let writer = LogWriter(store: try scratch.open(options: StoreOptions(io: io)), sync: .always)
        let kinds = Mutex<[StoreError.Kind]>([])
        for _ in 0..<3 {
            writer.submit(capture("x")) { result in
                if case .failure(let error) = result { kinds.withLock { $0.append(error.kind) } }
            }
        }
        writer.finish()
        #expect(kinds.withLock { $0 } == [.full, .full, .full])
    }
}

/// Holds those who pass until it is opened, and tells when the first has come.
final class Gate: Sendable {
    private let state = Monitor((hasArrival: false, isOpen: false))

    func pass() {
        state.withLock { $0.hasArrival = true }
        _ = state.wait { $0.isOpen ? true : nil }
    }

    func awaitArrival() {
        _ = state.wait { $0.hasArrival ? true : nil }
    }

    func open() {
        state.withLock { $0.isOpen = true }
    }
}

@Suite struct InlineAppendTests {
    @Test(arguments: SyncPolicy.allCases) func aMessageIsWrittenBeforeItsSubmissionReturns(sync: SyncPolicy) throws {
        let scratch = try Scratch()
        let syncs = Atomic<Int>(0)
        var io = FileIO()
        io.sync = { _ in syncs.add(1, ordering: .relaxed) }
        let writer = LogWriter(store: try scratch.open(options: StoreOptions(io: io)), sync: sync)
        let thread = pthread_self()
        for number in 1...3 {
            let place = Mutex<(id: MessageID?, isHere: Bool)>((nil, false))
            writer.submit(capture("\(number)"), inline: true) { result in
                let id = try? result.get()
                place.withLock { $0 = (id, pthread_equal(thread, pthread_self()) != 0) }
            }
            #expect(place.withLock { $0.id } == MessageID(UInt64(number)))
            #expect(place.withLock { $0.isHere })
            #expect(syncs.load(ordering: .relaxed) == (sync == .always ? number : 0))
        }
        writer.finish()
        #expect(try scratch.open().texts() == [1: "1", 2: "2", 3: "3"])
        #expect(syncs.load(ordering: .relaxed) == [.always: 3, .interval: 1, .never: 0][sync])
    }

    @Test func itWaitsItsTurnWhenOthersWait() throws {
        let scratch = try Scratch()
        let gate = Gate()
        var io = FileIO()
        io.sync = { _ in gate.pass() }
        let writer = LogWriter(store: try scratch.open(options: StoreOptions(io: io)), sync: .always)
        writer.submit(capture("first")) { _ in }
        gate.awaitArrival()
        writer.submit(capture("second"), inline: true) { _ in }
        gate.open()
        writer.finish()
        #expect(try scratch.open().texts() == [1: "first", 2: "second"])
    }

    @Test func itWaitsForALockOnTheWritersThread() throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        try store.add("one")
        let lock = try #require(try LockFile.acquire(scratch.store.appending("lock"), .exclusive, wait: false))
        let writer = LogWriter(store: store, sync: .always)
        let id = Mutex<MessageID?>(nil)
        writer.submit(capture("two"), inline: true) { result in
            let stored = try? result.get()
            id.withLock { $0 = stored }
        }
        #expect(id.withLock { $0 } == nil)
        lock.release()
        writer.finish()
        #expect(id.withLock { $0 } == MessageID(2))
    }

    @Test func anInlineFailureIsToldAtOnce() throws {
        let scratch = try Scratch()
        var io = FileIO()
        io.write = { _, _, _ throws(Errno) in throw .noSpace }
        let writer = LogWriter(store: try scratch.open(options: StoreOptions(io: io)), sync: .always)
        let kind = Mutex<StoreError.Kind?>(nil)
        writer.submit(capture("x"), inline: true) { result in
            if case .failure(let error) = result { kind.withLock { $0 = error.kind } }
        }
        #expect(kind.withLock { $0 } == .full)
        writer.finish()
    }

    @Test func anotherProcessesSegmentIsSeen() throws {
        let scratch = try Scratch()
        let failing = Atomic<Int>(0)
        var io = FileIO()
        io.sync = { _ throws(Errno) in
            if failing.load(ordering: .relaxed) == 1 {
                failing.store(0, ordering: .relaxed)
                throw .ioError
            }
        }
        let mine = try scratch.open()
        let theirs = try scratch.open(options: StoreOptions(io: io))
        try mine.add("one")
        // It leaves this segment for another without a seal, and without a change of its size.
        failing.store(1, ordering: .relaxed)
        #expect(throws: StoreError.self) { try theirs.append([.message(capture("lost"))]) }
        let path = scratch.segments()[0]
        let size = try scratch.bytes(path).count
        try mine.add("three")
        #expect(scratch.segments().count == 2)
        #expect(try scratch.bytes(path).count == size)
        #expect(try mine.texts() == [1: "one", 3: "three"])
    }
}
