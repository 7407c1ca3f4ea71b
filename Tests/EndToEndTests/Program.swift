import Foundation
import RoostKit
import Testing

/// The built program, as a person or a script runs it.
enum Program {
    /// Beside the test bundle.
    static var path: String {
        URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("roost").path
    }

    struct Result {
        var code: Int32
        var output: Data
        var errors: String
        var text: String { String(decoding: output, as: UTF8.self) }
    }

    /// Runs to the end, never reading a terminal.
    static func run(_ arguments: String..., at scratch: Scratch) throws -> Result {
        try run(arguments, at: scratch)
    }

    /// - Parameter input: What stdin holds; nothing unless given.
    static func run(
        _ arguments: [String], at scratch: Scratch, input: String? = nil, environment: [String: String] = [:]
    ) throws -> Result {
        let (output, errors) = (scratch.file("output"), scratch.file("errors"))
        let source = scratch.file("input")
        if let input { try Data(input.utf8).write(to: source) }
        let child = try Child(
            path, arguments, at: scratch, output: output, errors: errors, input: input == nil ? nil : source,
            environment: environment)
        return Result(
            code: child.wait(), output: try Data(contentsOf: output),
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    }
}

enum Fixtures {
    static func path(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/" + name).path
    }
}

/// A process that has no descriptor of the tests but its files, and is ended with its value.
final class Child {
    let pid: Int32
    private var code: Int32?

    convenience init(
        _ program: String, _ arguments: [String], at scratch: Scratch, output: URL, errors: URL, input: URL? = nil,
        environment: [String: String] = [:]
    ) throws {
        var descriptors: [Int32: Int32] = [:]
        for (number, file) in [Int32(1): output, 2: errors] {
            descriptors[number] = open(file.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        }
        if let input { descriptors[0] = open(input.path, O_RDONLY | O_CLOEXEC) }
        defer { for descriptor in descriptors.values { close(descriptor) } }
        try self.init(program, arguments, at: scratch, descriptors: descriptors, environment: environment)
    }

    init(
        _ program: String, _ arguments: [String], at scratch: Scratch, descriptors: [Int32: Int32],
        environment: [String: String] = [:]
    ) throws {
        let standard = [
            "ROOST_STORE": scratch.store, "HOME": scratch.folder, "TZ": "UTC", "PATH": "/usr/bin:/bin",
            "TERM": "xterm-256color",
            "SWIFT_BACKTRACE": "enable=no", "LC_ALL": "C.UTF-8",
        ]
        pid = try Spawn.start(
            program, arguments: arguments, environment: standard.merging(environment) { $1 }, descriptors: descriptors)
    }

    deinit {
        if code == nil {
            kill(pid, SIGKILL)
            _ = wait()
        }
    }

    func wait() -> Int32 {
        if let code { return code }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        let ended = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
        code = ended
        return ended
    }
}

/// A program with pipes for stdin and stdout, so that a test can wait for what it says.
final class Conversation {
    let child: Child
    private let input: Int32
    private let output: Int32
    private var buffer: [UInt8] = []

    convenience init(_ arguments: [String], at scratch: Scratch) throws {
        try self.init(Program.path, arguments, at: scratch)
    }

    init(_ program: String, _ arguments: [String], at scratch: Scratch) throws {
        var (toChild, fromChild): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
        try #require(pipe(&toChild) == 0 && pipe(&fromChild) == 0)
        for end in toChild + fromChild { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let errors = open(scratch.file("errors").path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        defer { for descriptor in [toChild[0], fromChild[1], errors] { close(descriptor) } }
        (input, output) = (toChild[1], fromChild[0])
        child = try Child(
            program, arguments, at: scratch, descriptors: [0: toChild[0], 1: fromChild[1], 2: errors])
    }

    deinit {
        close(input)
        close(output)
    }

    func say(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(input, bytes, bytes.count)
    }

    /// The next line of stdout without its line end; `nil` when it has ended, or said nothing for 20 s.
    func line() -> String? {
        while true {
            if let end = buffer.firstIndex(of: 10) {
                defer { buffer.removeFirst(end + 1) }
                return String(decoding: buffer[..<end], as: UTF8.self)
            }
            var descriptor = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
            guard poll(&descriptor, 1, 20_000) > 0 else { return nil }
            var chunk = [UInt8](repeating: 0, count: 4096)
            let count = read(output, &chunk, chunk.count)
            guard count > 0 else { return nil }
            buffer += chunk[..<count]
        }
    }
}

/// A folder of one test, removed with it.
final class Scratch {
    let folder: String
    var store: String { folder + "/store" }

    init() throws {
        var name = Array("/tmp/roost-e2e-XXXXXX".utf8CString)
        guard mkdtemp(&name) != nil else { throw POSIXError(.EIO) }
        folder = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// A file of that kind which no other has.
    func file(_ kind: String) -> URL {
        URL(fileURLWithPath: folder).appendingPathComponent("\(kind)-\(UInt64.random(in: 0 ... .max))")
    }

    /// The port of the store's listener.
    func port() throws -> Int {
        try #require((status()["listeners"] as? [[String: Any]])?.first?["port"] as? Int)
    }

    /// The pid of the store's listener.
    func listenerProcess() throws -> Int32 { try #require(status()["pid"] as? Int32) }

    private func status() throws -> [String: Any] {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: store + "/listener.json"))
        return try #require(JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }
}

/// `roost serve` on free ports, ended with the test.
final class Listener {
    let port: Int
    let process: Child

    init(_ scratch: Scratch) throws {
        process = try Child(
            Program.path, ["serve", "--listen", "0"], at: scratch, output: scratch.file("serve"),
            errors: scratch.file("serve"))
        try #require(try Program.run("ready", at: scratch).code == 0)
        port = try scratch.port()
    }
}
