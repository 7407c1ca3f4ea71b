import Foundation
import Testing

/// Runs what README.md and the pages in .github/docs show of a shell.
struct DocumentTests {
    /// Names of programs that stand for a reader's own are those of Tests/Fixtures/docs.
    private static let programs = "Tests/Fixtures/docs"

    struct Block: CustomTestStringConvertible, Sendable {
        var page: String
        var line: Int
        var text: String

        var testDescription: String { "\(page):\(line)" }

        /// The blocks of a page in that language.
        static func all(_ language: String, in page: String) -> [Block] {
            let text = (try? String(contentsOfFile: Repository.path(page), encoding: .utf8)) ?? ""
            var blocks: [Block] = []
            var open: Block?
            for (number, line) in text.components(separatedBy: "\n").enumerated() {
                if let block = open, line == "```" {
                    if block.page == page { blocks.append(block) }
                    open = nil
                } else if open != nil {
                    open?.text += line + "\n"
                } else if line.hasPrefix("```") {
                    open = Block(page: line == "```" + language ? page : "", line: number + 1, text: "")
                }
            }
            return blocks
        }
    }

    /// A command behind `$ `, and what it prints below.
    @Test(
        arguments: Block.all("console", in: "README.md") + Block.all("console", in: ".github/docs/troubleshooting.md"))
    func consolesShowWhatIsPrinted(block: Block) throws {
        let scratch = try Scratch()
        let commands = block.text.split(separator: "\n").filter { $0.hasPrefix("$ ") }.map { $0.dropFirst(2) }
        try #require(!commands.isEmpty)
        // Each command is shown as the page shows it.
        let script = commands.map { "cat <<'END'\n$ \($0)\nEND\n\($0)\n" }.joined()
        let shown = try run(script, at: scratch).text
        #expect(Self.settled(shown) == Self.settled(block.text))
    }

    /// Steps of a job, which must succeed.
    @Test(arguments: Block.all("sh", in: ".github/docs/ci.md"))
    func recipesWork(block: Block) throws {
        let scratch = try Scratch()
        let steps = block.text.replacing("1025", with: String(try Self.freePort()))
        let result = try run("set -eu\n" + steps, at: scratch)
        #expect(result.code == 0, "\(result.text)")
    }

    /// The lines of the jobs that call Roost are those of the recipes.
    @Test func jobsCallWhatTheRecipesShow() throws {
        let page = ".github/docs/ci.md"
        let recipes = Block.all("sh", in: page).map(\.text).joined()
        let jobs = Block.all("yaml", in: page)
        #expect(jobs.count == 2)
        for line in jobs.map(\.text).joined().split(separator: "\n") where line.contains("roost run") {
            let command = try #require(line.range(of: "roost run")).lowerBound
            #expect(recipes.contains(line[command...]), "\(line)")
        }
    }

    /// What goes to either output, one after the other.
    private func run(_ script: String, at scratch: Scratch) throws -> Program.Result {
        let folder = scratch.folder + "/project"
        try FileManager.default.copyItem(atPath: Repository.path(Self.programs), toPath: folder)
        let bin = scratch.folder + "/bin"
        try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: false)
        try FileManager.default.createSymbolicLink(atPath: bin + "/roost", withDestinationPath: Program.path)
        let output = scratch.file("output")
        let child = try Child(
            "/bin/bash", ["-c", "exec 2>&1; cd \(folder); \(script)"], at: scratch, output: output, errors: output,
            environment: ["PATH": "\(bin):/usr/bin:/bin"])
        return Program.Result(code: child.wait(), output: try Data(contentsOf: output), errors: "")
    }

    /// One that was free a moment ago.
    private static func freePort() throws -> UInt16 {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return try withUnsafeMutablePointer(to: &address) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                try #require(bind(socket, pointer, length) == 0 && getsockname(socket, pointer, &length) == 0)
            }
            return UInt16(bigEndian: pointer.pointee.sin_port)
        }
    }

    /// Without what differs from run to run: ports, pids, names of folders.
    private static func settled(_ text: String) -> String {
        var text = text.trimmingCharacters(in: .newlines)
        for (pattern, word) in [
            (#"127\.0\.0\.1:\d+"#, "127.0.0.1:PORT"), (#"pid \d+"#, "pid PID"),
            (#"(~|/\S*)/(store|\.local/share/roost)"#, "STORE"),
            // A listener tells its counts five times a second.
            (#"\d+ connections, \d+ messages"#, "N connections, N messages"),
        ] {
            text = text.replacingOccurrences(of: pattern, with: word, options: .regularExpression)
        }
        return text
    }
}
