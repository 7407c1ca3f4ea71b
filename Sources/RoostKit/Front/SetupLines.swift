import MessageCatalog
import Resources

/// How an app is pointed at the listener that runs, never at a default.
enum SetupLines {
    static func lines(for status: ListenerStatus?) -> [(label: String, line: String)] {
        guard let endpoint = status?.listeners.first else { return [] }
        return EmbeddedText.setup.split(separator: "\n").compactMap { row in
            guard let tab = row.firstIndex(of: "\t") else { return nil }
            let line = String(row[tab...].dropFirst())
                .replacing("{host}", with: endpoint.host).replacing("{port}", with: String(endpoint.port))
            return (String(row[..<tab]), line)
        }
    }
}
