import MailCore
import MessageCatalog
import MessageStore
import SystemPackage
import Terminal
import TerminalText
import TerminalUI

/// What needs the terminal, or this thread.
extension FrontLoop {
    func perform(_ effect: Effect) {
        switch effect {
        case .quit:
            isLeaving = true
        case .detach:
            listener.detach()
            isLeaving = true
        case .suspend:
            effects.withoutLock { terminal.suspend() }
        case .redraw:
            terminal.redraw()
        case .bell:
            terminal.bell()
        case .treatAmbiguous(let asWide):
            Repertoire.isAmbiguousWide = asWide
            update(.resized(terminal.size))
            terminal.redraw()
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
