import InternetMessage
import MailCore
import MessageCatalog
import MessageStore
import TerminalUI

/// What is asked of the store, and changed in it.
extension EffectRunner {
    func append(_ record: NewRecord, change: Int?) {
        let queue = queue
        writer.submit(record) { result in
            switch (result, change) {
            case (.success(let appended), let change?):
                queue.post(.changed(change: change, sequence: appended.sequence))
            case (.success, nil):
                break
            case (.failure(let error), let change?):
                queue.post(.changeFailed(change: change, reason: error.description))
            case (.failure(let error), nil):
                queue.post(.failed(error.description))
            }
        }
    }

    func search(_ search: Search, _ number: Int, _ messages: SummaryList) {
        let (searcher, queue) = (searcher, queue)
        searcher.begin(number)
        catalog.perform { state in
            searcher.start(search, number: number, over: messages, opener: state.opener) { progress in
                queue.post(.found(search: number, progress))
            }
        }
    }

    func readExcerpts(_ ids: [MessageID], _ highlighter: Highlighter, _ number: Int) {
        let queue = queue
        catalog.perform { state in
            let opener = state.opener
            work {
                var texts: [MessageID: String] = [:]
                for id in ids {
                    guard let document = try? opener.document(of: id) else { continue }
                    texts[id] = highlighter.excerpt(from: document) ?? ""
                }
                queue.post(.excerpts(search: number, texts))
            }
        }
    }

    func reread(_ id: MessageID, _ charset: String) {
        withDocument(of: id) { queue, document in
            work {
                guard let reader = MessageReader(content: document.source, charset: charset) else {
                    return queue.post(.failed("charset: \(charset) is not known; try windows-1252, koi8-r, shift_jis"))
                }
                queue.post(
                    .reread(id, charset: charset, text: reader.unfoldedTextBody, html: reader.htmlBody))
            }
        }
    }

    func purge() {
        let (queue, store) = (queue, store)
        work {
            do throws(StoreError) {
                let result = try store.purge()
                queue.post(.purged(octets: result.octets, messages: result.messages))
            } catch {
                queue.post(.failed("purge: \(error)"))
            }
        }
    }

    func readSessions(_ ids: [MessageID]) {
        let queue = queue
        catalog.perform { state in
            let opener = state.opener
            let times = ids.map { state.snapshot.messages[$0]?.received }
            work {
                let sessions = zip(ids, times).compactMap { id, received -> StoredSession? in
                    guard let received, let header = try? opener.header(of: id) else { return nil }
                    return StoredSession(
                        message: id, received: received, origin: header.origin, dialogue: header.dialogue)
                }
                queue.post(.sessions(sessions))
            }
        }
    }
}

extension FlagChange {
    init(_ flag: Effect.Flag, isSet: Bool) {
        switch flag {
        case .read: self = isSet ? .read : .unread
        case .pinned: self = isSet ? .pinned : .unpinned
        }
    }
}
