import MailCore
import MessageCatalog
import MessageStore
import Resources
import SystemPackage
import Terminal
import TerminalUI

/// Events in, frames out, on the thread that owns the terminal.
final class FrontLoop {
    /// Arrivals are drawn at most 30 times a second; a key is drawn at once.
    private static let millisecondsPerFrame: Int64 = 33

    private let terminal: CursesTerminal
    private let queue: FrontQueue
    private let catalog: Catalog
    private let control: ListenerControl
    private let effects: EffectRunner
    private let watch: ListenerWatch
    private var model: Model
    private var revision: UInt64?
    private var status: ListenerStatus?
    private var leavingStopsIt = false
    private var lastFrame: Int64 = 0
    private var isLeaving = false

    init(
        store: Store, tagRules: [TagRule], terminal: CursesTerminal, queue: FrontQueue
    ) throws(Failure) {
        self.terminal = terminal
        self.queue = queue
        control = ListenerControl(store: store.directory)
        watch = ListenerWatch(lock: ListenerFiles(store: store.directory).lock) { queue.wake() }
        do throws(StoreError) {
            catalog = try Catalog(
                store: store, tagRules: tagRules, changed: { queue.wake() },
                failed: { queue.post(.event(.failed("the store cannot be followed: \($0)"))) })
        } catch {
            throw Failure(error)
        }
        effects = EffectRunner(store: store, catalog: catalog, queue: queue)
        let settings = Model.Settings(
            offset: SystemClock.localOffset, setup: SetupLines.all, storePath: store.directory.string)
        model = Model(settings, size: terminal.size, now: .now)
        takeListener()
        if let notice = terminal.notice { update(.noticed(notice)) }
    }

    func run() {
        takeSnapshot()
        draw()
        var hasNews = false
        while !isLeaving {
            let pause = hasNews ? millisecondsToFrame : nil
            let timeout = [pause, model.waitMilliseconds(at: .now)].compactMap { $0 }.min()
            let readiness = terminal.wait(timeoutMilliseconds: timeout)
            if readiness.isGone { break }
            if let size = readiness.resized { update(.resized(size)) }
            if readiness.hasKeys {
                takeListener()
                for key in terminal.keys() where !isLeaving { update(.key(key)) }
            }
            hasNews = hasNews || readiness.isWoken
            let isFrameDue = readiness.hasKeys || readiness.resized != nil || millisecondsToFrame == 0
            guard isFrameDue else { continue }
            hasNews = false
            takeNews()
            takeSnapshot()
            update(.tick)
            draw()
        }
        catalog.stop()
        effects.finish()
    }

    private func draw() {
        terminal.draw(render(model))
        lastFrame = Moment.now.milliseconds
    }

    /// How long arrivals gather before they are drawn.
    private var millisecondsToFrame: Int {
        Int(max(0, lastFrame + Self.millisecondsPerFrame - Moment.now.milliseconds))
    }

    private func takeNews() {
        for news in queue.take() {
            switch news {
            case .event(let event): update(event)
            case .end: isLeaving = true
            case .suspend: effects.withoutLock { terminal.suspend() }
            case .redraw: terminal.redraw()
            }
        }
    }

    private func takeSnapshot() {
        let snapshot = catalog.snapshot
        if snapshot.revision != revision {
            revision = snapshot.revision
            update(.snapshot(snapshot))
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
        case .open, .delete, .clear, .undo, .setFlag, .export:
            effects.run(effect)
        }
    }
}

extension Moment {
    static var now: Moment { Moment(milliseconds: SystemClock.monotonicMilliseconds(), wall: SystemClock.now()) }
}
