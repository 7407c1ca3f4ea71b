import Synchronization
import Terminal
import TerminalUI

/// What other threads tell the screen: it is woken, and takes all of it at once.
final class FrontQueue: Sendable {
    enum News: Sendable {
        case event(Event)
        /// A signal that wants the screen gone.
        case end
        /// Ctrl-C where another program has the terminal.
        case interrupted
        case suspend
        /// Something else may have used the terminal.
        case redraw
        /// For the terminal's own clipboard.
        case clipboard(base64: String, what: String)
    }

    private struct State: Sendable {
        var news: [News] = []
        var wake: WakeDescriptor?
    }

    private let state = Mutex(State())

    /// From now on `wake` is signalled; news from before it waits.
    func connect(_ wake: WakeDescriptor) { state.withLock { $0.wake = wake } }

    func post(_ news: News) {
        state.withLock { state -> WakeDescriptor? in
            state.news.append(news)
            return state.wake
        }?.signal()
    }

    func post(_ event: Event) { post(.event(event)) }

    /// Wakes the screen without a word.
    func wake() { state.withLock { $0.wake }?.signal() }

    func take() -> [News] {
        state.withLock { state in
            defer { state.news = [] }
            return state.news
        }
    }
}
