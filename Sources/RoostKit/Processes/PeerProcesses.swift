import MessageStore
import NIOCore
import Synchronization

/// Finds the programs at the other end of connections from this machine, on a thread that lives while there are
/// questions.
final class PeerProcesses: Sendable {
    private struct Question: Sendable {
        var peer: SocketAddress
        var local: SocketAddress
        var found: @Sendable (String) -> Void
    }

    private struct State: Sendable {
        var questions: [Question] = []
        var isRunning = false
        /// The same program often comes again.
        var last: Int?
    }

    private let state = Mutex(State())

    func find(peer: SocketAddress, local: SocketAddress, found: @escaping @Sendable (String) -> Void) {
        let isFirst = state.withLock { state in
            state.questions.append(Question(peer: peer, local: local, found: found))
            defer { state.isRunning = true }
            return !state.isRunning
        }
        guard isFirst else { return }
        do throws(StoreError) {
            try WorkerThread.start(name: "peers") { [self] in
                while let (question, last) = next() { answer(question, likely: last) }
            }
        } catch {
            // Who the peer is will not be known, and that is no reason to lose its mail.
            state.withLock { $0 = State() }
        }
    }

    private func next() -> (Question, last: Int?)? {
        state.withLock { state in
            guard !state.questions.isEmpty else {
                state.isRunning = false
                return nil
            }
            return (state.questions.removeFirst(), state.last)
        }
    }

    private func answer(_ question: Question, likely: Int?) {
        // Seen from the client its own end is the local one.
        guard let inode = SocketDiagnosis.inode(local: question.peer, remote: question.local),
            let process = SocketOwner.process(of: [String(inode)], likely: likely)
        else { return }
        state.withLock { $0.last = process.pid }
        question.found("\(process.name)[\(process.pid)]")
    }
}
