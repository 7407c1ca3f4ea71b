import MessageCatalog
import SystemPackage
import TerminalUI

/// What a screen knows of its store's listener. Looked at by the screen's thread only.
final class ListenerSight {
    private let control: ListenerControl
    private let watch: ListenerWatch
    private var status: ListenerStatus?
    private var leavingStopsIt = false
    private var hasLooked = false

    /// - Parameter ended: Called on another thread when the listener is gone.
    init(store: FilePath, ended: @escaping @Sendable () -> Void) {
        control = ListenerControl(store: store)
        watch = ListenerWatch(lock: ListenerFiles(store: store).lock, ended: ended)
    }

    /// What has changed since the last look.
    func look() -> Event? {
        let status = control.status()
        let stops = control.endsWithThisScreen(status)
        guard !hasLooked || status != self.status || stops != leavingStopsIt else { return nil }
        (self.status, leavingStopsIt, hasLooked) = (status, stops, true)
        if let pid = status?.pid { watch.watch(pid: pid) }
        return .listener(status, leavingStopsIt: stops)
    }

    func detach() { control.detach() }
}
