import MessageCatalog

extension Model {
    mutating func pickSetup(by difference: Int) {
        setupLine = min(max(setupLine + difference, 0), max(setupLines.count - 1, 0))
    }

    mutating func yankSetup() -> [Effect] {
        guard setupLines.indices.contains(setupLine) else { return [] }
        let line = setupLines[setupLine].line
        return [.copy(Array(line.utf8), what: line)]
    }

    private static let curl =
        #"printf 'Subject: hi\n\nhello\n' | curl --crlf smtp://{host}:{port} --mail-from app@example.test --mail-rcpt you@example.test -T -"#

    /// For the listener that runs, never for a default.
    var setupLines: [(label: String, line: String)] {
        guard let listener = listener?.listeners.first else { return [] }
        let tests = [("swaks", "swaks --server {host}:{port} --to you@example.test"), ("curl", Self.curl)]
        return (settings.setup + tests).map { label, line in
            let line = line.replacing("{host}", with: listener.host).replacing("{port}", with: String(listener.port))
            return (label, line)
        }
    }

    mutating func listen(on text: String) -> [Effect] {
        guard let port = text.isEmpty ? 0 : Int(text), (0...65_535).contains(port) else {
            show(.error, "listen: \(text) is no port")
            return []
        }
        guard listener == nil else {
            show(.warning, "a listener runs already; end it with: roost stop")
            return []
        }
        return [.listen(port: text.isEmpty ? nil : port)]
    }

    mutating func dump(to file: String, withRoles: Bool) -> [Effect] {
        guard file.isEmpty else { return [.dump(to: file, withRoles: withRoles)] }
        show(.error, "dump wants the name of a file")
        return []
    }
}
