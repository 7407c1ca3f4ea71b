package import MessageCatalog
import MessageStore
package import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// What other processes do with a store's listener: start it, ask whether it accepts, end it, make it stay.
package struct ListenerControl: Sendable {
    private let store: FilePath
    private let files: ListenerFiles

    package init(store: FilePath) {
        self.store = store
        files = ListenerFiles(store: store)
    }

    /// Starts a listener as a process of its own and returns once it accepts.
    ///
    /// - Throws: the one line the listener failed with.
    package static func spawn(
        _ configuration: ListenerConfiguration, environment: [String: String]
    ) throws(Failure) {
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Failure(.unusable, "cannot start a listener: no descriptors left") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        let fronts = configuration.endsWithFronts ? ["--ends-with-fronts"] : []
        do throws(Spawn.SystemError) {
            _ = try Spawn.start(
                Spawn.ownProgram,
                arguments: ["serve", "--quiet", "--background", "--ready-fd", "3"] + fronts + configuration.arguments,
                environment: environment.merging(configuration.secrets) { $1 }, descriptors: [3: ends[1], 2: ends[1]])
        } catch {
            close(ends[1])
            throw Failure(.unusable, error.description)
        }
        close(ends[1])
        let answer = readLine(ends[0])
        guard answer == "ready" else {
            let reason = answer.hasPrefix("roost: ") ? String(answer.dropFirst(7)) : answer
            throw Failure(.unusable, reason.isEmpty ? "the listener ended without a word" : reason)
        }
    }

    /// The living listener that accepts; `nil` when there is none.
    package func status() -> ListenerStatus? { files.currentStatus() }

    /// Whether the listener goes when this process, a screen of its store, goes: it does not stay, and no other screen
    /// is there.
    func endsWithThisScreen(_ status: ListenerStatus?) -> Bool {
        guard let status, !status.stays else { return false }
        return FileLocks.holders(of: files.fronts).subtracting([getpid(), status.pid]).isEmpty
    }

    /// Ends the store's listener, and returns once it is gone.
    package func stop() throws(Failure) {
        do throws(StoreError) {
            guard try files.isAlive(), let pid = files.pid() else {
                throw StoreError(.missing, "no listener runs on \(store)")
            }
            guard kill(pid, SIGTERM) == 0 else {
                throw StoreError(.failed, "cannot end the listener, pid \(pid): \(Errno(rawValue: errno))")
            }
            do throws(StoreError) {
                try LockFile.acquire(files.lock, .exclusive, wait: true)?.release()
            } catch {
                // An ephemeral store goes with its listener.
                guard error.kind == .gone || error.kind == .missing else { throw error }
            }
        } catch {
            throw Failure(error.kind == .missing ? .noMatch : .unusable, error.description)
        }
    }

    /// Asks the listener to stay when the last screen leaves, and returns once it says it will, or after a second.
    package func detach() {
        guard let pid = status()?.pid, kill(pid, SIGUSR1) == 0 else { return }
        _ = wait(milliseconds: 1_000) { $0.stays }
    }

    /// Waits until the listener's ports accept a connection; `false` when they did not in time.
    package func waitUntilReady(milliseconds: Int64) -> Bool {
        wait(milliseconds: milliseconds) { status in
            !status.listeners.isEmpty && status.listeners.allSatisfy { Probe.accepts(host: $0.host, port: $0.port) }
        }
    }

    /// Looks twenty times a second: the store, whose changes could be followed, need not be there yet.
    private func wait(milliseconds: Int64, until holds: (ListenerStatus) -> Bool) -> Bool {
        let end = SystemClock.monotonicMilliseconds() + milliseconds
        while true {
            if let status = status(), holds(status) { return true }
            guard SystemClock.monotonicMilliseconds() < end else { return false }
            _ = poll(nil, 0, 50)
        }
    }

    private static func readLine(_ descriptor: CInt) -> String {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while read(descriptor, &byte, 1) == 1, byte != 0x0A { bytes.append(byte) }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Whether something accepts TCP connections: a connection that is closed without a word.
enum Probe {
    static func accepts(host: String, port: Int) -> Bool {
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICHOST
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(reachable(host), String(port), &hints, &found) == 0, let address = found else { return false }
        defer { freeaddrinfo(found) }
        let descriptor = socket(
            address.pointee.ai_family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return connect(descriptor, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0
    }

    /// A listener on all addresses is reached on loopback.
    static func reachable(_ host: String) -> String {
        switch host {
        case "0.0.0.0", "localhost": "127.0.0.1"
        case "::": "::1"
        default: host
        }
    }
}
