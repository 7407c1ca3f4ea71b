package import SystemPackage

/// The config file: `key = value` a line, `#` begins a comment line, a key may stand several times.
package struct ConfigFile: Sendable {
    package struct Entry: Hashable, Sendable {
        package var key: String
        package var value: String
        /// From 1.
        package var line: Int
    }

    package let path: FilePath
    package private(set) var entries: [Entry] = []
    /// Lines that are no `key = value`, from 1.
    private(set) var oddLines: [Int] = []

    init(path: FilePath, text: String) {
        self.path = path
        // By scalars: "\r\n" is one Character.
        for (index, scalars) in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let line = Self.trimmed(Substring(scalars))
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            guard let sign = line.firstIndex(of: "=") else {
                oddLines.append(index + 1)
                continue
            }
            let key = Self.key(Self.trimmed(line[..<sign]))
            let value = String(Self.trimmed(line[line.index(after: sign)...]))
            entries.append(Entry(key: key, value: value, line: index + 1))
        }
    }

    /// The file that was named, else `ROOST_CONFIG`, else `$XDG_CONFIG_HOME/roost/config`, which may be missing.
    package static func read(option: String?, environment: [String: String]) throws(Failure) -> ConfigFile? {
        let named = option ?? environment["ROOST_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
        guard let path = named.map({ FilePath.workingDirectory.pushing(FilePath($0)) }) ?? standardPath(environment)
        else { return nil }
        do {
            return ConfigFile(path: path, text: String(decoding: try SmallFile.read(path), as: UTF8.self))
        } catch {
            guard named != nil || error as? Errno != .noSuchFileOrDirectory else { return nil }
            throw Failure(.usage, "cannot read the config file \(path): \(error)")
        }
    }

    private static func standardPath(_ environment: [String: String]) -> FilePath? {
        if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") {
            return FilePath(folder).appending("roost/config")
        }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        return FilePath(home).appending(".config/roost/config")
    }

    /// Case does not matter but in the name of a tag.
    private static func key(_ text: Substring) -> String {
        let key = text.lowercased()
        return key.hasPrefix("tag.") ? "tag." + text.dropFirst("tag.".count) : key
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }
}

extension ConfigFile {
    /// The values under a prefix such as `tag.`, by what follows it; the last of a key counts.
    package func values(under prefix: String) -> [String: String] {
        var values: [String: String] = [:]
        for entry in entries where entry.key.hasPrefix(prefix) {
            values[String(entry.key.dropFirst(prefix.count))] = entry.value
        }
        return values
    }

    /// What of the file means nothing, a line each: file, line, what to do.
    func warnings(known: Set<String>, prefixes: [String]) -> [String] {
        let unknown = entries.filter { entry in
            !known.contains(entry.key) && !prefixes.contains { entry.key.hasPrefix($0) }
        }
        let complaints =
            unknown.map { ($0.line, "unknown key \($0.key); see: roost serve --dump-config") }
            + oddLines.map { ($0, "no key = value") }
        return complaints.sorted { $0.0 < $1.0 }.map { "\(path):\($0.0): \($0.1)" }
    }
}
