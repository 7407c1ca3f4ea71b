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

    static func run(_ arguments: [String], at scratch: Scratch) throws -> Result {
        let (output, errors) = (scratch.file("output"), scratch.file("errors"))
        let child = try Child(path, arguments, at: scratch, output: output, errors: errors)
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

    init(_ program: String, _ arguments: [String], at scratch: Scratch, output: URL, errors: URL) throws {
        let descriptors = [output, errors].map { open($0.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600) }
        defer { for descriptor in descriptors { close(descriptor) } }
        let environment = [
            "ROOST_STORE": scratch.store, "HOME": scratch.folder, "TZ": "UTC", "PATH": "/usr/bin:/bin",
            "TERM": "xterm-256color",
            "SWIFT_BACKTRACE": "enable=no", "LC_ALL": "C.UTF-8",
        ]
        pid = try Spawn.start(
            program, arguments: arguments, environment: environment,
            descriptors: [1: descriptors[0], 2: descriptors[1]])
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
