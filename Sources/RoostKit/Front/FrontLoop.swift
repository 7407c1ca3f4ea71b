import MailCore
import MessageCatalog
import MessageStore
import SystemPackage
import Terminal
import TerminalText
import TerminalUI

/// Events in, frames out, on the thread that owns the terminal.
final class FrontLoop {
    /// Arrivals are drawn at most 30 times a second; a key, and what it asked for, is drawn at once.
    private static let millisecondsPerFrame: Int64 = 33
    /// How often what is kept from run to run is written when it has changed.
    private static let millisecondsToKeep: Int64 = 30_000

    let terminal: CursesTerminal
    let queue: FrontQueue
    private let catalog: Catalog
    let store: FilePath
    let effects: EffectRunner
    private let files: FrontFiles
    let foreground: Foreground
    let listening: ListenerStart?
    private var script: FrontScript?
    private(set) var model: Model
    private var revision: UInt64?
    let listener: ListenerSight
    private var lastKept = Moment.now.milliseconds
    private var frames: FrameLog
    private var title = ""
    var isLeaving = false

    /// - Parameter listening: How this screen starts a listener; `nil` when it is not to.
    init(
        store: Store, tagRules: [TagRule], terminal: CursesTerminal, queue: FrontQueue, options: FrontOptions,
        environment: [String: String], listening: ListenerStart?
    ) throws(Failure) {
        self.terminal = terminal
        self.queue = queue
        self.listening = listening
        frames = FrameLog(descriptor: options.frameLog)
        script = try options.script.map { file throws(Failure) in try FrontScript(file) }
        self.store = store.directory
        listener = ListenerSight(store: store.directory) { queue.wake() }
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
        Repertoire.isAmbiguousWide = preferences.page.ambiguousWidth == 2
        model = Model(
            Model.Settings(store: store.directory, keymap: keymap, options: options), size: terminal.size, now: .now,
            preferences: preferences)
        listener.look().map { update($0) }
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
                listener.look().map { update($0) }
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
        frames.add(terminal.draw(render(model), counts: frames.counts), because: reason)
        setTitle()
    }

    private func setTitle() {
        let next = model.unread > 0 ? "roost (\(model.unread) new)" : "roost"
        guard next != title else { return }
        title = next
        terminal.setTitle(SafeText(line: next))
    }

    /// How long arrivals gather before they are drawn.
    private var millisecondsToFrame: Int {
        Int(max(0, frames.last + Self.millisecondsPerFrame - Moment.now.milliseconds))
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
        listener.look().map { update($0) }
    }

    /// As many steps as need no waiting; what they change is drawn after each.
    private func runScript() {
        while let event = script?.next(model), !isLeaving {
            update(event)
            draw(because: "script")
        }
    }

    func update(_ event: Event) {
        for effect in model.update(event, at: .now) { perform(effect) }
    }
}
