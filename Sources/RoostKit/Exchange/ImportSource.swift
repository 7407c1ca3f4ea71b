import InternetMessage
package import MailCore
import MessageCatalog
package import MessageStore
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A message on its way into a store, and the flags it is to have there.
package struct ImportedMessage: Sendable {
    package var capture: Capture
    package var flags: [FlagChange] = []
}

/// Files and folders of messages as `roost import` takes them: what `roost export` writes, and what others write.
package struct ImportSource {
    package typealias Body = (ImportedMessage) throws(Failure) -> Void

    private let environment: [String: String]
    /// Files of a folder that are no messages.
    package private(set) var skipped = 0

    package init(environment: [String: String]) {
        self.environment = environment
    }

    /// A file, a folder with all that is in it, or `-` for stdin.
    package mutating func read(_ path: String, _ body: Body) throws(Failure) {
        guard path != "-" else {
            let bytes = try Self.standardInput()
            // Nothing at all is a command before the pipe that failed, no message.
            return bytes.isEmpty ? () : try readContent(bytes, name: "-", body)
        }
        var isNamed = true
        // Folders within folders, without recursion.
        var waiting = [FilePath(path)]
        while let next = waiting.popLast() {
            if Self.isFolder(next) {
                if try readStore(next, body) { continue }
                if try readMaildir(next, body) { continue }
                let names = try Self.names(next).filter { !$0.hasPrefix(".") }
                waiting += names.reversed().map { next.appending($0) }
            } else {
                try readFile(next, isNamed: isNamed, body)
            }
            isNamed = false
        }
    }

    /// - Parameter isNamed: Whether the user named this file, so that it is taken whatever is in it.
    private mutating func readFile(_ path: FilePath, isNamed: Bool, _ body: Body) throws(Failure) {
        let bytes = try Self.bytes(of: path)
        if path.extension?.lowercased() == "eml" { return try body(Self.message(bytes)) }
        if bytes.starts(with: Array("ROOST1 segment ".utf8)) { return try readStoreFile(path, body) }
        guard isNamed || ImportFormat(bytes) != nil else {
            skipped += 1
            return
        }
        try readContent(bytes, name: path.string, body)
    }

    private func readContent(_ bytes: [UInt8], name: String, _ body: Body) throws(Failure) {
        switch ImportFormat(bytes) {
        case .mbox:
            try Mbox.forEachMessage(of: bytes) { message throws(Failure) in
                var imported = Self.message(message.content)
                if let reversePath = message.reversePath { imported.capture.envelope.reversePath.address = reversePath }
                try body(imported)
            }
        case .objects:
            for (index, line) in bytes.split(separator: .lf).enumerated() {
                guard let message = ImportedObject.message(line) else {
                    throw Failure(
                        .usage, "import: \(name): object \(index + 1) is none that roost export --format json writes")
                }
                try body(message)
            }
        case .message, nil:
            try body(Self.message(bytes))
        }
    }

    /// A store with messages in it; `false` for any other folder.
    private func readStore(_ folder: FilePath, _ body: Body) throws(Failure) -> Bool {
        guard let store = try? Store.open(folder, access: .readExisting, clock: SystemClock.now),
            var state = try? CatalogState(store: store, watches: false)
        else { return false }
        do throws(StoreError) { while try state.readLog() {} } catch { throw Failure(error) }
        guard !state.snapshot.messages.isEmpty else { return false }
        for summary in state.snapshot.messages {
            let document: MessageDocument?
            do throws(StoreError) { document = try state.document(of: summary.id) } catch { throw Failure(error) }
            guard let document else { continue }
            let capture = Capture(
                envelope: document.envelope, origin: document.origin, dialogue: document.dialogue,
                content: document.source)
            let flags: [FlagChange] = (summary.isRead ? [.read] : []) + (summary.isPinned ? [.pinned] : [])
            try body(ImportedMessage(capture: capture, flags: flags))
        }
        return true
    }

    private func readStoreFile(_ path: FilePath, _ body: Body) throws(Failure) {
        let place = try TemporaryStore(environment: environment)
        defer { place.remove() }
        try place.take(path)
        guard try readStore(place.directory, body) else {
            throw Failure(.usage, "import: \(path): a store file without a message that can be read")
        }
    }

    /// `false` for a folder that is no Maildir.
    private func readMaildir(_ folder: FilePath, _ body: Body) throws(Failure) -> Bool {
        let places = ["new", "cur"].map { folder.appending($0) }
        guard places.allSatisfy(Self.isFolder) else { return false }
        var files: [(name: String, path: FilePath)] = []
        for place in places {
            files += try Self.names(place).filter { !$0.hasPrefix(".") }.map { ($0, place.appending($0)) }
        }
        // Their names begin with the time.
        for (name, path) in files.sorted(by: { $0.name < $1.name }) {
            var imported = Self.message(try Self.bytes(of: path))
            let flags = name.contains(":2,") ? name.split(separator: ",").last ?? "" : ""
            imported.flags = (flags.contains("S") ? [.read] : []) + (flags.contains("F") ? [.pinned] : [])
            try body(imported)
        }
        return true
    }

    /// Without an envelope in its source: the null reverse-path unless there is a Return-Path, no forward-path.
    static func message(_ content: [UInt8]) -> ImportedMessage {
        let returnPath = MessageReader(content: content).mailboxes("Return-Path").first?.address ?? ""
        let envelope = Envelope(reversePath: Path(address: returnPath), forwardPaths: [])
        return ImportedMessage(capture: Capture(envelope: envelope, origin: Origin(), content: content))
    }

    private static func isFolder(_ path: FilePath) -> Bool {
        var status = stat()
        return path.withPlatformString { stat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func names(_ folder: FilePath) throws(Failure) -> [String] {
        do throws(Errno) {
            return try FolderNames.read(folder)
        } catch {
            throw Failure(.usage, "import: cannot read \(folder): \(error)")
        }
    }

    private static func bytes(of path: FilePath) throws(Failure) -> [UInt8] {
        do {
            return try SmallFile.read(path)
        } catch {
            throw Failure(.usage, "import: cannot read \(path): \(error)")
        }
    }

    package static func standardInput() throws(Failure) -> [UInt8] {
        do {
            return try SmallFile.read(.standardInput)
        } catch {
            throw Failure(.usage, "cannot read stdin: \(error)")
        }
    }
}

/// What a file is, told from its first line.
private enum ImportFormat {
    case mbox, objects, message

    /// `nil` for what does not begin as any of them does.
    init?(_ bytes: [UInt8]) {
        if Mbox.isMbox(bytes) {
            self = .mbox
        } else if bytes.first == 0x7B, ImportedObject.message(bytes.prefix { $0 != .lf }) != nil {
            self = .objects
        } else if bytes.first?.isLetter == true,
            bytes.first(where: { !$0.isLetter && !$0.isDigit && $0 != 0x2D && $0 != 0x5F }) == 0x3A
        {
            self = .message
        } else {
            return nil
        }
    }
}
