import Resources

/// How an app is pointed at a listener: label and line, with `{host}` and `{port}` where those of the listener go.
enum SetupLines {
    static var all: [(label: String, line: String)] {
        EmbeddedText.setup.split(separator: "\n").compactMap { row in
            guard let tab = row.firstIndex(of: "\t") else { return nil }
            return (String(row[..<tab]), String(row[tab...].dropFirst()))
        }
    }
}
