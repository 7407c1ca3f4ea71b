import BenchmarkMail
import Glibc
import MailCore
import MessageStore
import SystemPackage

/// From opening a store to all its messages listed, with their envelopes, and what a `clear` costs.
func listAndClear(messages: Int, octets: Int) throws {
    let path = directory.appending("list")
    let store = try open(path)
    let capture = Mail.capture(Mail.plain(octets: octets))
    for _ in 0..<(messages / 200) {
        _ = try store.append(Array(repeating: NewRecord.message(capture), count: 200), sync: .never)
    }
    let total = Double(size(of: path))
    var times: [Double] = []
    // What others on the machine take is not in the time of the thread.
    var ownTimes: [Double] = []
    for _ in 0..<7 {
        let start = now(CLOCK_THREAD_CPUTIME_ID)
        defer { ownTimes.append(now(CLOCK_THREAD_CPUTIME_ID) - start) }
        times.append(
            try seconds {
                var state = LogState()
                var forwardPaths = 0
                try follow(open(path)) { entry in
                    if case .message(_, let envelope) = entry.body { forwardPaths += envelope.forwardPaths.count }
                    _ = state.apply(entry)
                }
                precondition(state.liveCount == messages && forwardPaths == messages)
            })
    }
    print("\n\(messages) messages of \(octets) octets\n\n| what | figure |\n|---|---|")
    print("| listed, ms | \(milliseconds(median(times))) |")
    print("| of them its own, ms | \(milliseconds(median(ownTimes))) |")
    print("| replayed, MB/s | \(Int(total / median(ownTimes) / 1_000_000)) |")

    let before = anonymousMemory()
    var state = LogState()
    try follow(store) { _ = state.apply($0) }
    print("| octets of memory a message | \((anonymousMemory() - before) / messages) |")

    // What was appended before must be on the disk by then, as it is when each message is synced.
    _ = try store.append([.flags([MessageID(1)], .read)])
    let appended = try seconds { _ = try store.append([.clear(through: MessageID(UInt64(messages)))]) }
    var entries: [LogEntry] = []
    try follow(store) { entries.append($0) }
    let applied = entries.last.map { clear in
        (0..<5).map { _ in
            var state = LogState()
            for entry in entries.dropLast() { _ = state.apply(entry) }
            return seconds { _ = state.apply(clear) }
        }
    }
    print("| clear appended, ms | \(milliseconds(appended)) |")
    print("| clear applied, ms | \(milliseconds(median(applied ?? []))) |")
    remove(path)
}

/// From an append to the descriptor of a follower that another thread waits on.
func delivery(messages: Int) throws {
    let path = directory.appending("delivery")
    let store = try open(path)
    let capture = Mail.capture(Mail.plain(octets: 1024))
    _ = try store.append([.message(capture)])
    let other = try open(path)
    let follower = try other.makeFollower()
    while try !follower.next(limit: 4096).isEmpty {}
    var times: [Double] = []
    for _ in 0..<messages {
        let start = now()
        _ = try store.append([.message(capture)], sync: .never)
        var poller = pollfd(fd: follower.descriptor, events: Int16(POLLIN), revents: 0)
        try check(poll(&poller, 1, 1_000), "poll")
        let entries = try follower.next(limit: 4096)
        precondition(entries.count == 1)
        times.append(now() - start)
    }
    print("| from an append to a follower's entry, ms | \(milliseconds(median(times))) |")
    remove(path)
}

private func follow(_ store: Store, _ body: (LogEntry) -> Void) throws {
    let follower = try store.makeFollower(watches: false)
    while true {
        let entries = try follower.next(limit: 4096)
        if entries.isEmpty { return }
        entries.forEach(body)
    }
}
