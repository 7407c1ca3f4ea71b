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
    private let logEnvironment: [String: String]?

    /// - Parameters:
    ///   - readyDescriptor: Gets a line once the ports accept.
    ///   - logEnvironment: When given, diagnostics go to the log file it names from then on.
    package init(
        configuration: ListenerConfiguration, style: Style, exitAfter: Int? = nil, readyDescriptor: Int32? = nil,
        logEnvironment: [String: String]? = nil
    ) {
        self.configuration = configuration
        self.style = style
        self.exitAfter = exitAfter
        self.readyDescriptor = readyDescriptor
        self.logEnvironment = logEnvironment
    }

    package func run() async throws {
        let (endings, ending) = AsyncStream.makeStream(of: Ending.self)
        try SignalWatch.start([SIGTERM, SIGINT, SIGHUP, SIGUSR1]) { signal in
            ending.yield(signal.number == SIGUSR1 ? .stay : .signal)
        }
        let started = SystemClock.now()
        let listener = try await ListenerProcess.start(configuration)
        if !configuration.endsWithFronts { listener.stay() }
        try announce(listener, since: started) { ending.yield(.enough) }
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
        await listener.end()
    }

    private func announce(_ listener: ListenerProcess, since: Timestamp, enough: @escaping @Sendable () -> Void) throws
    {
        if style != .quiet {
            for endpoint in listener.status.listeners { StandardOutput.line("listening on \(endpoint.url)") }
        }
        if style != .quiet || exitAfter != nil { try printMessages(of: listener.store, since: since, enough: enough) }
        if let logEnvironment { LogFile.takeStandardError(environment: logEnvironment) }
        guard let readyDescriptor else { return }
        let descriptor = FileDescriptor(rawValue: readyDescriptor)
        _ = try? descriptor.writeAll(Array("ready\n".utf8))
        try? descriptor.close()
    }

    private func printMessages(
        of store: Store, since: Timestamp, enough: @escaping @Sendable () -> Void
    ) throws {
        let (style, exitAfter) = (style, exitAfter)
        try WorkerThread.start(name: "tail") {
            var count = 0
            do {
                var tail = try LogTail(store: store, since: since)
                try tail.follow(matching: { _ in true }) { document in
                    switch style {
                    case .quiet: break
                    case .lines: StandardOutput.line(MessageLine.text(document.summary))
                    case .json: StandardOutput.line(MessageObject(document, withRaw: false).line)
                    }
                    count += 1
                    if count == exitAfter { enough() }
                    return true
                }
            } catch {
                StandardOutput.diagnose("\(error)")
            }
        }
    }
}
