import FoundationEssentials
import SystemPackage
import TerminalUI

#if canImport(Glibc)
import Glibc
#endif

/// The files of a screen: what it keeps from run to run, the user's keys, and a private folder for what it hands on.
final class FrontFiles {
    private let environment: [String: String]
    private var written: Preferences?
    private var folder: FilePath?

    init(environment: [String: String]) {
        self.environment = environment
    }

    deinit {
        if let folder { Self.remove(folder) }
    }

    // MARK: What is kept

    private var preferencesFile: FilePath? { StateFolder.path(environment)?.appending("screen.json") }

    /// Defaults when there is no file; one that cannot be read is put aside, and told.
    func preferences() -> (Preferences, notice: String?) {
        guard let file = preferencesFile, let bytes = try? SmallFile.read(file) else { return (Preferences(), nil) }
        if let read = try? JSONDecoder().decode(Preferences.self, from: Data(bytes)) {
            written = read
            return (read, nil)
        }
        var aside = file
        aside.extension = "broken"
        _ = file.withPlatformString { from in aside.withPlatformString { rename(from, $0) } }
        return (Preferences(), "\(file) could not be read; it is \(aside) now, and defaults are used")
    }

    func hasChanged(_ preferences: Preferences) -> Bool { preferences != written ?? Preferences() }

    /// Nothing when it is as it was; what cannot be kept is not worth a word.
    func keep(_ preferences: Preferences) {
        guard hasChanged(preferences), let file = preferencesFile, StateFolder.make(file.removingLastComponent()) else {
            return
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        guard let data = try? encoder.encode(preferences) else { return }
        try? SmallFile.replace(file, with: Array(data))
        written = preferences
    }

    // MARK: Keys

    /// `$XDG_CONFIG_HOME/roost/keys`, and what of it means nothing, a line each.
    func keymap() -> (Keymap, complaints: [String]) {
        let home =
            environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? FilePath($0) : nil }
            ?? environment["HOME"].map { FilePath($0).appending(".config") }
        guard let file = home?.appending("roost/keys"), let bytes = try? SmallFile.read(file) else {
            return (.standard, [])
        }
        let keymap = Keymap(keyFile: String(decoding: bytes, as: UTF8.self))
        return (keymap, keymap.complaints.map { "\(file):\($0.line): \($0.text)" })
    }

    // MARK: What is handed on

    /// A new file in a folder that only this user sees, removed with this screen.
    func handOn(_ bytes: [UInt8], as name: String) throws(Failure) -> FilePath {
        let file = try privateFolder().appending(name)
        do {
            try SmallFile.replace(file, with: bytes)
        } catch {
            throw Failure(.unusable, "cannot write \(file): \(error)")
        }
        return file
    }

    /// A file that outlives this screen by a day: for whoever fetches it from another machine.
    func leave(_ bytes: [UInt8], as name: String) throws(Failure) -> FilePath {
        guard let folder = StateFolder.path(environment)?.appending("pages"), StateFolder.make(folder) else {
            return try handOn(bytes, as: name)
        }
        Self.removeOld(in: folder)
        do {
            try SmallFile.replace(folder.appending(name), with: bytes)
        } catch {
            throw Failure(.unusable, "cannot write \(folder.appending(name)): \(error)")
        }
        return folder.appending(name)
    }

    private func privateFolder() throws(Failure) -> FilePath {
        if let folder { return folder }
        let parent = environment["XDG_RUNTIME_DIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
        var template = Array((parent + "/roost-screen-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Failure(.unusable, "cannot make a folder in \(parent): \(Errno(rawValue: errno))")
        }
        let made = FilePath(platformString: template)
        folder = made
        return made
    }

    private static func remove(_ folder: FilePath) {
        for name in names(in: folder) { _ = folder.appending(name).withPlatformString { unlink($0) } }
        _ = folder.withPlatformString { rmdir($0) }
    }

    private static func removeOld(in folder: FilePath) {
        for name in names(in: folder) {
            let file = folder.appending(name)
            var status = stat()
            guard file.withPlatformString({ lstat($0, &status) }) == 0, status.st_mtim.tv_sec < time(nil) - 86_400
            else {
                continue
            }
            _ = file.withPlatformString { unlink($0) }
        }
    }

    /// Without `.` and `..`.
    static func names(in folder: FilePath) -> [String] {
        guard let directory = folder.withPlatformString({ opendir($0) }) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}
