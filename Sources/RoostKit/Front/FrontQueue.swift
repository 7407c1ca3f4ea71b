import Synchronization
import Terminal
import TerminalUI

/// What other threads tell the screen: it is woken, and takes all of it at once.
final class FrontQueue: Sendable {
    enum News: Sendable {
        case event(Event)
        /// A signal that wants the screen gone.
        case end
        case suspend
        /// Something else may have used the terminal.
        case redraw
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

    /// Wakes the screen without a word.
    func wake() { state.withLock { $0.wake }?.signal() }

    func take() -> [News] {
        state.withLock { state in
            defer { state.news = [] }
            return state.news
        }
    }
}
