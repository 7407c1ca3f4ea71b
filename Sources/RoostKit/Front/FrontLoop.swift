import MailCore
import MessageCatalog
import MessageStore
import Resources
import SystemPackage
import Terminal
import TerminalText
import TerminalUI

#if canImport(Glibc)
import Glibc
#endif

/// Events in, frames out, on the thread that owns the terminal.
final class FrontLoop {
    /// Arrivals are drawn at most 30 times a second; a key, and what it asked for, is drawn at once.
    private static let millisecondsPerFrame: Int64 = 33
    /// How often what is kept from run to run is written when it has changed.
    private static let millisecondsToKeep: Int64 = 30_000

    private let terminal: CursesTerminal
    private let queue: FrontQueue
    private let catalog: Catalog
    private let store: FilePath
    private let control: ListenerControl
    private let effects: EffectRunner
    private let watch: ListenerWatch
    private let files: FrontFiles
    private let foreground: Foreground
    private let listening: ListenerStart?
    private let frameLog: CInt?
    private var script: FrontScript?
    private var model: Model
    private var revision: UInt64?
    private var status: ListenerStatus?
    private var leavingStopsIt = false
    private var lastFrame: Int64 = 0
    private var lastKept = Moment.now.milliseconds
    private var frames = 0
    private var title = ""
    private var isLeaving = false

    /// - Parameter listening: How this screen starts a listener; `nil` when it is not to.
    init(
        store: Store, tagRules: [TagRule], terminal: CursesTerminal, queue: FrontQueue, options: FrontOptions,
        environment: [String: String], listening: ListenerStart?
    ) throws(Failure) {
        self.terminal = terminal
        self.queue = queue
        self.listening = listening
        frameLog = options.frameLog
        script = try options.script.map { file throws(Failure) in try FrontScript(file) }
        self.store = store.directory
        control = ListenerControl(store: store.directory)
        watch = ListenerWatch(lock: ListenerFiles(store: store.directory).lock) { queue.wake() }
        let scope = try Selection.scope(environment)
        do throws(StoreError) {
            catalog = try Catalog(
                store: store, tagRules: tagRules, scope: scope, changed: { queue.wake() },
                failed: { queue.post(.failed("the store cannot be followed: \($0)")) })
        } catch {
            throw Failure(error)
        }
        files = FrontFiles(environment: environment)
        foreground = Foreground(environment: environment)
        let outside = Outside(
            environment: environment, options: options, files: FrontFiles(environment: environment))
        effects = EffectRunner(
            store: store, catalog: catalog, queue: queue, outside: outside, isScoped: scope != nil)
        let (keymap, complaints) = files.keymap()
        let (preferences, notice) = files.preferences()
        var settings = Model.Settings(
            offset: SystemClock.localOffset, setup: SetupLines.all, storePath: store.directory.string)
        settings.keymap = keymap
        settings.fileName = ExportFileName.eml
        settings.partName = { part, id in
            var taken: Set<String> = []
            return ExportFileName.attachment(part, of: id, taken: &taken)
        }
        model = Model(settings, size: terminal.size, now: .now, preferences: preferences)
        takeListener()
        for notice in [terminal.notice, notice].compactMap({ $0 }) + complaints { update(.noticed(notice)) }
    }

    func run() {
        takeSnapshot()
        draw(because: "start")
        var hasNews = false
        while !isLeaving {
            let pause = hasNews ? millisecondsToFrame : nil
            let untilKept = files.hasChanged(model.preferences) ? millisecondsToKeep : nil
            let timeout = [pause, untilKept, model.waitMilliseconds(at: .now)].compactMap { $0 }.min()
            let readiness = terminal.wait(timeoutMilliseconds: timeout)
            if readiness.isGone { break }
            var reason = readiness.resized != nil ? "resize" : "tick"
            if let size = readiness.resized { update(.resized(size)) }
            if readiness.hasKeys {
                reason = "key"
                takeListener()
                for key in terminal.keys() where !isLeaving { update(.key(key)) }
            }
            let isAnswered = takeNews()
            if isAnswered, reason == "tick" { reason = "answer" }
            hasNews = hasNews || readiness.isWoken
            let isFrameDue = readiness.hasKeys || isAnswered || readiness.resized != nil || millisecondsToFrame == 0
            guard isFrameDue, !isLeaving else { continue }
            if hasNews, reason == "tick" { reason = "arrival" }
            hasNews = false
            takeSnapshot()
            update(.tick)
            runScript()
            draw(because: reason)
            if millisecondsToKeep == 0 { keep() }
        }
        catalog.stop()
        effects.finish()
        files.keep(model.preferences)
    }

    private func draw(because reason: String) {
        let count = terminal.draw(render(model), counts: frameLog != nil)
        let now = SystemClock.monotonicNanoseconds()
        lastFrame = now / 1_000_000
        frames += 1
        setTitle()
        guard let frameLog else { return }
        let line = "frame \(frames) \(now) \(reason) \(count.rows) \(count.octets ?? 0)\n"
        _ = line.utf8.withContiguousStorageIfAvailable { write(frameLog, $0.baseAddress, $0.count) }
    }

    private func setTitle() {
        let next = model.unread > 0 ? "roost (\(model.unread) new)" : "roost"
        guard next != title else { return }
        title = next
        terminal.setTitle(SafeText(line: next))
    }

    /// How long arrivals gather before they are drawn.
    private var millisecondsToFrame: Int {
        Int(max(0, lastFrame + Self.millisecondsPerFrame - Moment.now.milliseconds))
    }

    private var millisecondsToKeep: Int {
        Int(max(0, lastKept + Self.millisecondsToKeep - Moment.now.milliseconds))
    }

    private func keep() {
        files.keep(model.preferences)
        lastKept = Moment.now.milliseconds
    }

    /// Whether there was something that the screen shows.
    private func takeNews() -> Bool {
        let all = queue.take()
        for news in all {
            switch news {
            case .event(let event): update(event)
            case .end, .interrupted: isLeaving = true
            case .suspend: effects.withoutLock { terminal.suspend() }
            case .redraw: terminal.redraw()
            case .clipboard(let base64, let what):
                terminal.sendToClipboard(base64: base64)
                update(.copied(what: what, way: "to the terminal's clipboard (not confirmed)"))
            }
        }
        return !all.isEmpty
    }

    private func takeSnapshot() {
        let snapshot = catalog.snapshot
        if snapshot.revision != revision {
            revision = snapshot.revision
            update(.snapshot(snapshot))
            let bare = model.bareRows
            if !bare.isEmpty { catalog.prefer(bare) }
        }
        takeListener()
    }

    private func takeListener() {
        let status = control.status()
        let stops = control.endsWithThisScreen(status)
        guard status != self.status || stops != leavingStopsIt else { return }
        self.status = status
        leavingStopsIt = stops
        if let pid = status?.pid { watch.watch(pid: pid) }
        update(.listener(status, leavingStopsIt: stops))
    }

    /// As many steps as need no waiting; what they change is drawn after each.
    private func runScript() {
        while let event = script?.next(model), !isLeaving {
            update(event)
            draw(because: "script")
        }
    }

    private func update(_ event: Event) {
        for effect in model.update(event, at: .now) { perform(effect) }
    }

    private func perform(_ effect: Effect) {
        switch effect {
        case .quit:
            isLeaving = true
        case .detach:
            control.detach()
            isLeaving = true
        case .suspend:
            effects.withoutLock { terminal.suspend() }
        case .redraw:
            terminal.redraw()
        case .bell:
            terminal.bell()
        case .pipe(let ids, let command):
            lend(ids) { foreground, sources in foreground.pipe(sources, into: command) }
        case .page(let id):
            lend([id]) { foreground, sources in foreground.page(sources.first ?? []) }
        case .dump(let file, let withRoles):
            dump(to: file, withRoles: withRoles)
        case .listen(let port):
            listen(port)
        case .sendTest:
            sendTest()
        default:
            _ = effects.run(effect)
        }
    }

    /// Waits for the messages, which a short wait of the catalog may delay, then lends the terminal.
    private func lend(_ ids: [MessageID], _ body: (Foreground, [[UInt8]]) -> String?) {
        let answer = Answer<Result<[[UInt8]], StoreError>>()
        effects.withSources(of: ids) { answer.give($0) }
        switch answer.wait() {
        case .failure(let error):
            update(.failed(error.description))
        case .success(let sources):
            var complaint: String?
            terminal.lend { complaint = body(foreground, sources) }
            // Ctrl-C was meant for the program that had the terminal.
            let kept = queue.take().filter { if case .interrupted = $0 { false } else { true } }
            for news in kept { queue.post(news) }
            if let complaint { update(.failed(complaint)) }
        }
    }

    private func dump(to file: String, withRoles: Bool) {
        let path = FilePath.workingDirectory.pushing(FilePath(file))
        let text = ScreenDump.text(of: render(model), withRoles: withRoles)
        do {
            try SmallFile.replace(path, with: Array(text.utf8))
            update(.saved(path.string))
        } catch {
            update(.failed("dump: \(path): \(error)"))
        }
    }

    /// The samples, by the same way as any app's mail.
    private func sendTest() {
        let (store, queue) = (store, queue)
        work {
            do throws(Failure) {
                try SendCommand(store: store).run([]) { _, _ in }
            } catch {
                queue.post(.failed(error.description))
            }
        }
    }

    private func listen(_ port: Int?) {
        guard let listening else {
            return update(.failed("this screen was opened without a listener; start one with: roost serve --detach"))
        }
        let queue = queue
        work {
            if let error = listening.start(port: port) { queue.post(.listenFailed(error)) } else { queue.wake() }
        }
    }
}

extension Moment {
    /// Shows the time that ROOST_NOW names, if it names one.
    static var now: Moment {
        Moment(milliseconds: SystemClock.monotonicMilliseconds(), wall: SystemClock.frozen ?? SystemClock.now())
    }
}
