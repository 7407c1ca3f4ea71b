import Foundation
import Testing

/// Replays what Tests/Fixtures/cli shows of a shell: every command with all it prints and its exit code.
///
/// A file is a sequence of steps on one store: `$ COMMAND`, what goes to stdout, then to stderr (`2> ` before each line),
/// and `[CODE]` unless the code is 0. What differs from run to run is settled: times, ports, pids, folders.
/// `ROOST_TRANSCRIPTS=write` writes the files anew.
@Suite struct TranscriptTests {
    private static let folder = Fixtures.path("cli")
    private static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
        .filter { $0.hasSuffix(".txt") }.sorted()

    @Test(arguments: names)
    func printsWhatTheTranscriptShows(name: String) throws {
        let path = Self.folder + "/" + name
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let commands = text.split(separator: "\n").filter { $0.hasPrefix("$ ") }.map { String($0.dropFirst(2)) }
        try #require(!commands.isEmpty)
        let scratch = try Scratch()
        let bin = scratch.folder + "/bin"
        try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: false)
        for link in ["roost", "sendmail"] {
            try FileManager.default.createSymbolicLink(atPath: bin + "/" + link, withDestinationPath: Program.path)
        }
        let played = try commands.map { try Self.play($0, at: scratch) }.joined(separator: "\n")
        if ProcessInfo.processInfo.environment["ROOST_TRANSCRIPTS"] == "write" {
            try Data(played.utf8).write(to: URL(fileURLWithPath: path))
        }
        let (shown, expected) = (Self.steps(played), Self.steps(text))
        for (step, wanted) in zip(shown, expected) { #expect(step == wanted) }
        #expect(shown.count == expected.count)
    }

    private static func steps(_ text: String) -> [String] {
        text.components(separatedBy: "\n$ ").map { $0.trimmingCharacters(in: .newlines) }
    }

    /// One step as a transcript shows it.
    private static func play(_ command: String, at scratch: Scratch) throws -> String {
        let (output, errors) = (scratch.file("output"), scratch.file("errors"))
        let shell = "cd \(scratch.folder); MAILS=\(Fixtures.path("cli/mails.mbox")); \(command)"
        let child = try Child(
            "/bin/bash", ["-c", shell], at: scratch, output: output, errors: errors,
            environment: ["PATH": scratch.folder + "/bin:/usr/bin:/bin"])
        let code = child.wait()
        var lines = ["$ " + command]
        lines += try printed(output, scratch)
        lines += try printed(errors, scratch).map { "2> " + $0 }
        if code != 0 { lines.append("[\(code)]") }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func printed(_ file: URL, _ scratch: Scratch) throws -> [String] {
        var text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        if text.hasSuffix("\n") { text.removeLast() } else if !text.isEmpty { text += "\\" }
        guard !text.isEmpty else { return [] }
        text = text.replacing("\r\n", with: "<CR>\n").replacing(scratch.folder, with: "~")
            .replacing(folder, with: "FIXTURES")
        for (pattern, word) in settled {
            text = text.replacingOccurrences(of: pattern, with: word, options: .regularExpression)
        }
        return text.components(separatedBy: "\n")
    }

    private static let settled = [
        (#"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"#, "TIME"), (#"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"#, "DATE TIME"),
        (#"(127\.0\.0\.1|\[::1\]):\d+"#, "$1:PORT"), (#"pid \d+"#, "pid PID"),
        (#"PORT \S+\[\d+\]  "#, "PORT  "), (#""process":(null|"[^"]*")"#, #""process":PROCESS"#),
        (#"0000000\d-[0-9a-f]{16}"#, "SEGMENT"),
        (#""session":"[0-9.]+""#, #""session":"SESSION""#), (#"session \d+\.\d+"#, "session SESSION"),
        (#"\d+ octets (given back|at offset \d+)"#, "N octets $1"), (#""octets":\d+"#, #""octets":N"#),
        (#"([0-9A-F]{2}:){31}[0-9A-F]{2}"#, "FINGERPRINT"), (#"(?m)\d{4}-\d\d-\d\d$"#, "DATE"),
        (#", \d+ octets: "#, ", N octets: "),
    ]
}
