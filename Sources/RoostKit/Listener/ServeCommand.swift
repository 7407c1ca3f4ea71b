import MailCore
import MessageCatalog
import MessageStore
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// `roost serve`: a listener for as long as nobody ends it, and what it prints.
package struct ServeCommand: Sendable {
    package enum Style: Sendable { case quiet, lines, json }

    private enum Ending: Sendable { case signal, frontsGone, stay, enough }

    private let configuration: ListenerConfiguration
    private let style: Style
    private let exitAfter: Int?
    private let readyDescriptor: Int32?
    private let environment: [String: String]
    private let isBackground: Bool

    /// - Parameters:
    ///   - readyDescriptor: Gets a line once the ports accept.
    ///   - environment: Names the places of keys and of the log file.
    ///   - isBackground: Whether diagnostics go to the log file once the ports accept.
    package init(
        configuration: ListenerConfiguration, environment: [String: String], style: Style, exitAfter: Int? = nil,
        readyDescriptor: Int32? = nil, isBackground: Bool = false
    ) {
        self.configuration = configuration
        self.style = style
        self.exitAfter = exitAfter
        self.readyDescriptor = readyDescriptor
        self.environment = environment
        self.isBackground = isBackground
    }

    package func run() async throws {
        let (endings, ending) = AsyncStream.makeStream(of: Ending.self)
        try SignalWatch.start([SIGTERM, SIGINT, SIGHUP, SIGUSR1]) { signal in
            ending.yield(signal.number == SIGUSR1 ? .stay : .signal)
        }
        let (handled, didHandle) = AsyncStream.makeStream(of: MessageID.self, bufferingPolicy: .bufferingNewest(1))
        let started = SystemClock.now()
        let hook = try makeHook()
        let place = TemporaryStore(joining: configuration.store)
        defer { place?.remove() }
        let style = style
        // A start that fails is told where it was asked for; a file that cannot be had, before there is anything to tell.
        let log: FileDescriptor? = if let path = configuration.logFile { try LogFile.named(path) } else { nil }
        let listener = try await ListenerProcess.start(configuration, environment: environment) { event in
            Self.tell(event, style)
        }
        if !configuration.endsWithFronts { listener.stay() }
        try announce(listener, log, hook, since: started, handled: { didHandle.yield($0) }) { ending.yield(.enough) }
        ServiceManager.notify("READY=1", environment: environment)
        if configuration.endsWithFronts { try listener.watchFronts { ending.yield(.frontsGone) } }
        for await next in endings {
            switch next {
            case .stay:
                listener.stay()
                continue
            case .frontsGone:
                if listener.stays { continue }
            case .signal, .enough:
                break
            }
            break
        }
        ServiceManager.notify("STOPPING=1", environment: environment)
        await listener.end()
        if let hook {
            if let newest = Self.newest(in: listener.store, since: started) {
                for await id in handled where id >= newest { break }
            }
            hook.finish()
        }
    }

    /// The last message that came since then.
    private static func newest(in store: Store, since: Timestamp) -> MessageID? {
        guard var state = try? CatalogState(store: store, watches: false) else { return nil }
        while (try? state.readLog()) == true {}
        return state.snapshot.messages.last.flatMap { $0.received >= since ? $0.id : nil }
    }

    /// A line on stderr, so that stdout holds messages and sessions only.
    private static func tell(_ event: LogKeeper.Event, _ style: Style) {
        switch event {
        case .evicted(let count, let retention):
            if style != .quiet { StandardOutput.diagnose("\(count) messages evicted, to keep \(retention)") }
        case .compacted:
            break
        case .failed(let error):
            StandardOutput.diagnose(error.message)
        }
    }

    private func makeHook() throws(Failure) -> MessageHook? {
        guard let command = configuration.onMessage else { return nil }
        var environment = environment
        environment["ROOST_STORE"] = configuration.store.string
        environment["NOTIFY_SOCKET"] = nil
        return try MessageHook(command, environment: environment)
    }

    private func announce(
        _ listener: ListenerProcess, _ log: FileDescriptor?, _ hook: MessageHook?, since: Timestamp,
        handled: @escaping @Sendable (MessageID) -> Void, enough: @escaping @Sendable () -> Void
    ) throws {
        if style != .quiet {
            for line in Self.greeting(listener.status) { StandardOutput.line(line) }
            if let place = TemporaryStore(joining: configuration.store) {
                StandardOutput.line("the store is \(place.directory) until this ends")
            }
            if let warning = listener.store.warning { StandardOutput.diagnose(warning) }
            if Container.isInside, listener.status.listeners.allSatisfy(\.isLoopback) {
                StandardOutput.diagnose(
                    "in a container, published ports cannot reach a listener on loopback: add --bind 0.0.0.0")
            }
            try printSessions(of: listener.store, since: since)
        }
        if style != .quiet || exitAfter != nil || hook != nil {
            try printMessages(of: listener.store, hook, since: since, handled: handled, enough: enough)
        }
        LogFile.take(log)
        if log == nil, isBackground { LogFile.takeStandardError(environment: environment) }
        guard let readyDescriptor else { return }
        let descriptor = FileDescriptor(rawValue: readyDescriptor)
        _ = try? descriptor.writeAll(Array("ready\n".utf8))
        try? descriptor.close()
    }

    /// One line for each listener, then what is unusual and must not be forgotten.
    private static func greeting(_ status: ListenerStatus) -> [String] {
        var lines = status.listeners.map { "listening on \($0.url)" }
        lines += status.listeners.filter { !$0.isLoopback }.map { "\($0.url) can be reached from other machines" }
        if status.rules > 0 {
            lines.append("\(status.rules) --reject \(status.rules == 1 ? "rule is" : "rules are") in force")
        }
        return lines
    }

    /// That a store cannot be followed any more. An ephemeral one goes with its listener, which is no news.
    private func teller() -> @Sendable (any Error) -> Void {
        let isEphemeral = TemporaryStore(joining: configuration.store) != nil
        return { error in
            if isEphemeral, (error as? StoreError)?.kind == .gone { return }
            StandardOutput.diagnose("\(error)")
        }
    }

    private func printSessions(of store: Store, since: Timestamp) throws {
        let (style, tell) = (style, teller())
        try WorkerThread.start(name: "sessions") {
            do {
                var sessions = try SessionTail(store: store)
                try sessions.follow { report in
                    guard report.ended >= since else { return }
                    StandardOutput.line(
                        style == .json ? SessionObject(report).line : SessionLine.text(SessionEntry(report)))
                }
            } catch {
                tell(error)
            }
        }
    }

    private func printMessages(
        of store: Store, _ hook: MessageHook?, since: Timestamp,
        handled: @escaping @Sendable (MessageID) -> Void, enough: @escaping @Sendable () -> Void
    ) throws {
        let (style, exitAfter, environment, tell) = (style, exitAfter, environment, teller())
        try WorkerThread.start(name: "tail") {
            var count = 0
            do {
                var tail = try LogTail(store: store, tagRules: TagRule.all(environment), since: since)
                try tail.follow(matching: { _ in true }) { document in
                    switch style {
                    case .quiet: break
                    case .lines: StandardOutput.line(MessageLine.text(document.summary))
                    case .json: StandardOutput.line(MessageObject(document, withRaw: false).line)
                    }
                    hook?.run(for: document)
                    handled(document.summary.id)
                    count += 1
                    if count == exitAfter { enough() }
                    return true
                }
            } catch {
                tell(error)
            }
        }
    }
}
