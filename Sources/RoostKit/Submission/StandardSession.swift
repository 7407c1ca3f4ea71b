import MailCore
import MessageStore
import SMTPProtocol
import SystemPackage

/// SMTP on stdin and stdout (`sendmail -bs`): the state machine of the listener, without a listener.
struct StandardSession {
    let store: Store
    let origin: Origin

    /// Returns when either side has ended the session.
    func run() {
        var machine = SessionStateMachine(
            configuration: SessionConfiguration(hostname: "localhost", authentication: .off), origin: origin,
            at: SystemClock.now())
        guard perform(machine.connectionOpened(at: SystemClock.now()), &machine) else { return }
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = (try? chunk.withUnsafeMutableBytes { try FileDescriptor.standardInput.read(into: $0) }) ?? 0
            let now = SystemClock.now()
            let actions =
                count > 0
                ? machine.received(chunk.span.extracting(first: count), at: now) : machine.inputEnded(at: now)
            guard perform(actions, &machine), count > 0 else { break }
        }
        // One that is not taken is lost: mail comes first.
        if let report = machine.report(at: SystemClock.now()) { _ = try? store.append([.session(report)]) }
    }

    /// `false` once the session is over.
    private func perform(_ actions: [SessionAction], _ machine: inout SessionStateMachine) -> Bool {
        var waiting = actions[...]
        while let action = waiting.popFirst() {
            switch action {
            case .reply(let octets): StandardOutput.write(octets)
            case .store(let capture):
                let now = SystemClock.now()
                do throws(StoreError) {
                    guard let id = try store.append([.message(capture)]).first?.id else { return false }
                    waiting += machine.contentStored(id: id, at: now)
                } catch {
                    waiting += machine.storeFailed(StoreFailure(error.kind), detail: error.description, at: now)
                }
            case .close: return false
            // What is not offered is never asked for.
            case .startTLS, .consult, .makeChallenge, .verify: return false
            }
        }
        return true
    }
}

extension StoreFailure {
    fileprivate init(_ kind: StoreError.Kind) {
        switch kind {
        case .full: self = .full
        case .locked: self = .locked
        case .missing, .notWritable, .newerVersion, .insecure, .notAStore, .failed, .damaged, .gone: self = .failed
        }
    }
}
