import Crypto
import MailCore
import MessageCatalog
import SystemPackage
import TerminalUI

/// What is written to files of the user's.
extension EffectRunner {
    /// - Parameter held: A message that may be gone from the store.
    func export(_ ids: [MessageID], held: MessageDocument?, _ choice: ExportChoice, to path: String, kind: String) {
        let queue = queue
        let place = FilePath.workingDirectory.pushing(FilePath(path))
        catalog.perform { state in
            let opener = state.opener
            work {
                var written = 0
                do {
                    guard let format = ExportFormat(rawValue: choice.rawValue) else { return }
                    var export = try format.export(to: place, force: false)
                    for id in ids {
                        let kept = held?.summary.id == id ? held : nil
                        guard let document = try opener.document(of: id) ?? kept else { continue }
                        _ = try export.write(document)
                        written += 1
                    }
                    try export.finish()
                    queue.post(.exported(count: written, kind: kind, path: path))
                } catch {
                    queue.post(.failed("export: \(error) (\(written) of \(ids.count) written)"))
                }
            }
        }
    }

    func save(_ id: MessageID, _ requests: [SaveRequest]) {
        withDocument(of: id) { queue, document in
            do {
                let written = try requests.compactMap { request -> FilePath? in
                    try DecodedPart(request.path, of: document).map { try $0.save(to: request.file) }
                }
                queue.post(.saved(written.count == 1 ? "\(written[0])" : "\(written.count) files"))
            } catch {
                queue.post(.failed("\(error)"))
            }
        }
    }

    /// As text by way of its viewer, where there is one.
    func openPart(_ id: MessageID, _ path: String) {
        let outside = outside
        withDocument(of: id) { queue, document in
            guard let part = DecodedPart(path, of: document) else { return }
            work { queue.post(.partOpened(id, path: path, bytes: part.bytes, text: outside.text(of: part))) }
        }
    }

    func digestPart(_ id: MessageID, _ path: String) {
        withDocument(of: id) { queue, document in
            guard let part = DecodedPart(path, of: document) else { return }
            work { queue.post(.partDigest(id, path: path, sha256: hexadecimal(SHA256.hash(data: part.bytes)))) }
        }
    }

    /// Of a file that is made for it.
    func copyPath(of id: MessageID) {
        let outside = outside
        withDocument(of: id) { queue, document in
            do {
                let file = try outside.file(of: document)
                work { outside.copy(Array(file.string.utf8), what: file.string, telling: queue) }
            } catch {
                queue.post(.failed("\(error)"))
            }
        }
    }
}
