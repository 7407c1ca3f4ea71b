import MailCore
import MessageCatalog
import MessageStore
import Synchronization
import SystemPackage
import TerminalUI

#if canImport(Glibc)
import Glibc
#endif

/// What is handed to programs outside: the browser, the desktop's viewers, clipboards. Nothing here is called on the
/// thread of the screen.
final class Outside: Sendable {
    private let environment: [String: String]
    private let options: FrontOptions
    private let files: Mutex<FrontFiles>

    init(environment: [String: String], options: FrontOptions, files: sending FrontFiles) {
        self.environment = environment
        self.options = options
        self.files = Mutex(files)
    }

    // MARK: Clipboard

    func copy(_ bytes: [UInt8], what: String, telling queue: FrontQueue) {
        switch Clipboard(environment: environment, choice: options.clipboard).take(bytes) {
        case .done(let way): queue.post(.copied(what: what, way: way))
        case .send(let base64): queue.post(.clipboard(base64: base64, what: what))
        case .failed(let reason): queue.post(.failed("copy: \(reason)"))
        }
    }

    /// The message as a file that goes with this screen.
    func file(of document: MessageDocument) throws(Failure) -> FilePath {
        try handOn(document.source, as: ExportFileName.eml(document.summary))
    }

    // MARK: Viewers

    /// What a viewer says of a part, else its own text; `nil` for octets that are neither.
    func text(of part: DecodedPart) -> String? {
        guard let command = options.viewer(for: part.contentType) ?? Mailcap.viewer(for: part.contentType, environment)
        else { return part.text }
        let result = Programs.run(
            "/bin/sh", ["-c", command], environment: environment, input: part.bytes, milliseconds: 5_000)
        guard let result, result.status == 0, !result.output.isEmpty else { return part.text }
        return String(decoding: result.output, as: UTF8.self)
    }

    // MARK: Opening

    private var hasDesktop: Bool {
        !environment["DISPLAY", default: ""].isEmpty || !environment["WAYLAND_DISPLAY", default: ""].isEmpty
    }

    func open(link target: String, telling queue: FrontQueue) {
        guard hasDesktop else {
            queue.post(.noticed("no desktop here; the link is copied: \(target)"))
            return copy(Array(target.utf8), what: target, telling: queue)
        }
        start(target, telling: queue)
    }

    /// With the desktop's program for it.
    func open(_ path: String, of document: MessageDocument, telling queue: FrontQueue) {
        guard let part = document.parts.first(where: { $0.path == path }), let decoded = DecodedPart(path, of: document)
        else { return queue.post(.failed("the message has no part \(path)")) }
        var taken: Set<String> = []
        let name = ExportFileName.attachment(part, of: document.summary.id, taken: &taken)
        open(decoded.bytes, as: name, telling: queue)
    }

    /// The whole message, as a page that can do nothing.
    func browse(_ document: MessageDocument, loadsRemote: Bool, telling queue: FrontQueue) {
        let page = BrowserPage.bytes(of: document, loadsRemoteContent: loadsRemote)
        open(page, as: "message-\(document.summary.id).html", telling: queue)
    }

    private func open(_ bytes: [UInt8], as name: String, telling queue: FrontQueue) {
        do {
            guard hasDesktop else { return try offer(bytes, as: name, telling: queue) }
            start(try handOn(bytes, as: name).string, telling: queue)
        } catch {
            queue.post(.failed("\(error)"))
        }
    }

    /// Where there is no desktop: the file stays for a day, and its path and a line that fetches it are told.
    private func offer(_ bytes: [UInt8], as name: String, telling queue: FrontQueue) throws(Failure) {
        let result: Result<FilePath, Failure> = files.withLock { files in
            do throws(Failure) { return .success(try files.leave(bytes, as: name)) } catch { return .failure(error) }
        }
        let file = try result.get()
        let host = HostName.current?.description ?? "HOST"
        let text = "\(file)\nscp \(host):\(file) .\n"
        queue.post(.noticed("no desktop here; kept for a day: \(file)"))
        copy(Array(text.utf8), what: "its path and an scp line", telling: queue)
    }

    private func handOn(_ bytes: [UInt8], as name: String) throws(Failure) -> FilePath {
        let result: Result<FilePath, Failure> = files.withLock { files in
            do throws(Failure) { return .success(try files.handOn(bytes, as: name)) } catch { return .failure(error) }
        }
        return try result.get()
    }

    /// In a session of its own, with nothing on its descriptors.
    private func start(_ target: String, telling queue: FrontQueue) {
        let name = options.browser ?? "xdg-open"
        guard let program = Programs.find(name, environment) else {
            return queue.post(.failed("there is no \(name); name another program with ui.browser in the config file"))
        }
        do {
            let pid = try Spawn.start(program, arguments: [target], environment: environment, descriptors: [:])
            queue.post(.noticed("opened with \(name)"))
            var status: CInt = 0
            waitpid(pid, &status, 0)
            if status & 0xFF00 != 0 { queue.post(.failed("\(name) failed on \(target)")) }
        } catch {
            queue.post(.failed("\(error)"))
        }
    }
}

/// The user's own mailcap (RFC 1524), as far as it names programs that turn a type into text.
enum Mailcap {
    /// The command of the first entry with `copiousoutput`; it is fed on its standard input.
    static func viewer(for contentType: String, _ environment: [String: String]) -> String? {
        guard let home = environment["HOME"], let bytes = try? SmallFile.read(FilePath(home).appending(".mailcap"))
        else {
            return nil
        }
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") where !line.hasPrefix("#") {
            let fields = line.split(separator: ";").map { $0.trimmingBlanks }
            guard fields.count > 2, fields.dropFirst(2).contains("copiousoutput") else { continue }
            let (type, command) = (fields[0].lowercased(), fields[1])
            let isMatch = type == contentType || (type.hasSuffix("/*") && contentType.hasPrefix(type.dropLast()))
            // A command that wants a file name gets the standard input by that name.
            if isMatch { return command.replacing("'%s'", with: "/dev/stdin").replacing("%s", with: "/dev/stdin") }
        }
        return nil
    }
}

extension Substring {
    fileprivate var trimmingBlanks: String {
        var text = self
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
