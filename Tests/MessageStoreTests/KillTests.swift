import Foundation
import Glibc
import MailCore
import Synchronization
import SystemPackage
import Testing

@testable import MessageStore

/// Writers and readers that are killed at any moment. `ROOST_KILLS` says how many; a few without it.
@Suite struct KillTests {
    @Test func whatWasAcknowledgedOutlivesEveryKill() async throws {
        let rounds = max(1, (ProcessInfo.processInfo.environment["ROOST_KILLS"].flatMap { Int($0) } ?? 8) / 8)
        let scratch = try Scratch()
        _ = try scratch.open()
        let (store, notes) = (scratch.store.string, scratch.root.appending("notes").string)
        await withTaskGroup(of: Void.self) { group in
            for worker in 0..<4 {
                group.addTask {
                    for round in 0..<rounds {
                        let name = "\(worker).\(round)"
                        await #expect(processExitsWith: .signal(SIGKILL)) {
                            [store = store as String, notes = notes as String, name = name as String] in
                            try Victim(store).write(name, notes: notes)
                        }
                    }
                }
                group.addTask {
                    for _ in 0..<rounds {
                        await #expect(processExitsWith: .signal(SIGKILL)) { [store = store as String] in
                            try Victim(store).read()
                        }
                    }
                }
            }
        }
        var expected: [UInt64: String] = [:]
        var uncertain: Set<UInt64> = []
        let lines = String(decoding: try scratch.bytes(FilePath(notes)), as: UTF8.self).split(separator: "\n")
        for line in lines {
            let words = line.split(separator: " ")
            guard words.count == 3, let id = UInt64(words[1]) else { continue }
            switch words[0] {
            case "stored": expected[id] = String(words[2])
            default: uncertain.insert(id)
            }
        }
        #expect(expected.count >= rounds)
        let again = try scratch.open()
        let texts = try again.texts()
        for (id, text) in expected where !uncertain.contains(id) { #expect(texts[id] == text) }
        #expect(Set(texts.values).count == texts.count)
        let sequences = try again.entries().map(\.sequence)
        #expect(zip(sequences, sequences.dropFirst()).allSatisfy { $0 < $1 })
        #expect(try again.damages().isEmpty)
        #expect(try again.verify().findings.allSatisfy { $0.kind == .tornTail })
    }
}

/// A process that works with a store until it is killed, a moment later.
private struct Victim {
    let store: Store

    init(_ directory: String) throws {
        let clock: @Sendable () -> Timestamp = {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
        }
        store = try Store.open(
            FilePath(directory), access: .readWrite, options: StoreOptions(segment: 30_000), clock: clock)
        try WorkerThread.start(name: "killer") {
            pause(milliseconds: Int.random(in: 1...60))
            kill(getpid(), SIGKILL)
        }
    }

    /// Notes each acknowledged message after it was, and each deletion before it is tried.
    func write(_ name: String, notes: String) throws {
        let file = open(notes, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        func note(_ line: String) { _ = Glibc.write(file, line + "\n", line.utf8.count + 1) }
        for number in 0... {
            let text = "\(name).\(number)." + String(repeating: "x", count: Int.random(in: 0...3_000))
            let id = try store.append([.message(capture(text))], sync: .never)[0].id
            guard let id else { continue }
            note("stored \(id) \(text)")
            guard number % 3 == 2 else { continue }
            note("deleted \(id) -")
            _ = try store.append([.delete([id])], sync: .never)
            if number % 12 == 11 { _ = try store.purge() }
        }
    }

    /// Ends by another way than the kill when a message comes twice or out of order.
    func read() throws {
        while true {
            let follower = try store.makeFollower()
            var last: UInt64 = 0
            for _ in 0..<200 {
                for entry in try follower.next(limit: 100) {
                    guard case .message(let record, _) = entry.body else { continue }
                    guard record.id.rawValue > last else { exit(3) }
                    last = record.id.rawValue
                }
            }
        }
    }
}
