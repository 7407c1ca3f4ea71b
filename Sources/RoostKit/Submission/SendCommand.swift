import InternetMessage
import MailCore
import MessageCatalog
import Resources
package import SystemPackage

/// `roost send`: test messages for the store's own listener, over SMTP.
package struct SendCommand {
    private let store: FilePath

    package init(store: FilePath) {
        self.store = store
    }

    /// - Parameters:
    ///   - paths: Files, or `-` for stdin; the built-in samples when there are none.
    ///   - sent: Called for each with its name and what the listener answered.
    package func run(_ paths: [String], sent: (String, String) -> Void) throws(Failure) {
        var messages = EmbeddedText.samples
        if !paths.isEmpty { messages = [] }
        for path in paths { messages.append((path, try Self.content(of: path))) }
        guard let endpoint = ListenerControl(store: store).status()?.listeners.first(where: { $0.scheme == "smtp" })
        else {
            throw Failure(.unusable, "no listener runs on \(store); start one with: roost serve")
        }
        do throws(SubmissionError) {
            let listener = try SMTPSubmission(
                ListenAddress(host: Probe.reachable(endpoint.host), port: endpoint.port), reach: .loopback)
            for (name, content) in messages {
                sent(name, try listener.submit(Self.envelope(of: content), content))
            }
        } catch {
            throw Failure(.unusable, "send: \(error)")
        }
    }

    private static func content(of path: String) throws(Failure) -> [UInt8] {
        guard path != "-" else { return try ImportSource.standardInput() }
        do {
            return try SmallFile.read(FilePath(path))
        } catch {
            throw Failure(.usage, "send: cannot read \(path): \(error)")
        }
    }

    /// What the fields say; what cannot be said in a path is left out.
    private static func envelope(of content: [UInt8]) -> Envelope {
        let reader = MessageReader(content: content)
        func addresses(_ field: String) -> [String] {
            reader.mailboxes(field).map(\.address).filter { address in
                address.contains("@")
                    && address.unicodeScalars.allSatisfy { $0.value > 0x20 && !"<>\u{7F}".unicodeScalars.contains($0) }
            }
        }
        let recipients = ["To", "Cc", "Bcc"].flatMap(addresses)
        return Envelope(
            reversePath: Path(address: (addresses("Return-Path") + addresses("From")).first ?? ""),
            forwardPaths: (recipients.isEmpty ? ["you@example.test"] : recipients).map { Path(address: $0) })
    }
}
