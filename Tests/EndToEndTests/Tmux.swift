import Foundation
import Testing

/// The program in a window of a private tmux server, ended with the test. Waits for frames: the program tells each by
/// its frame log.
final class Tmux {
    private let scratch: Scratch
    private let socket: String
    /// The frame log; a pipe with a name.
    private let frames: Int32
    /// How the window's terminal was set before the program and after it.
    private let (before, after): (URL, URL)
    /// All that the program has written to its terminal, if that is recorded.
    let record: URL?

    /// - Parameters:
    ///   - environment: On top of a plain one; an empty value takes a name away.
    ///   - isRecorded: Whether what the program writes is kept, from its first octet.
    init(
        _ scratch: Scratch, arguments: [String], environment: [String: String] = [:], columns: Int = 80,
        rows: Int = 24, isRecorded: Bool = false
    ) throws {
        self.scratch = scratch
        socket = scratch.folder + "/tmux-\(UInt32.random(in: 0 ... .max))"
        (before, after) = (scratch.file("before"), scratch.file("after"))
        record = isRecorded ? scratch.file("record") : nil
        let pipe = scratch.file("frames").path
        guard mkfifo(pipe, 0o600) == 0 else { throw POSIXError(.EIO) }
        frames = open(pipe, O_RDWR | O_CLOEXEC | O_NONBLOCK)
        var all = ["LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": scratch.folder, "SWIFT_BACKTRACE": "enable=no"]
        all.merge(environment) { $1 }
        let (set, unset) = (all.filter { !$0.value.isEmpty }, all.filter { $0.value.isEmpty }.keys)
        let command =
            ["stty -a >\(before.path);", "read go;", "env"] + unset.flatMap { ["-u", $0] }
            + set.map { "\($0)='\($1)'" }
            + [Program.path, "--store", scratch.store] + arguments
            + (arguments.contains("--frame-log") ? [] : ["--frame-log", "9"])
            + ["9<>\(pipe);", "stty -a >\(after.path);", "read done"]
        tmux(
            "-f", "/dev/null", "new-session", "-d", "-s", "r", "-x", "\(columns)", "-y", "\(rows)",
            command.joined(separator: " "))
        if let record { tmux("pipe-pane", "-O", "-t", "r", "exec cat >\(record.path)") }
        keys("Enter")
    }

    deinit {
        tmux("kill-server")
        close(frames)
    }

    @discardableResult func tmux(_ arguments: String...) -> String {
        let output = scratch.file("tmux")
        guard
            let child = try? Child(
                "/usr/bin/tmux", ["-S", socket] + arguments, at: scratch, output: output, errors: output)
        else { return "" }
        _ = child.wait()
        defer { try? FileManager.default.removeItem(at: output) }
        return String(decoding: (try? Data(contentsOf: output)) ?? Data(), as: UTF8.self)
    }

    func keys(_ names: String...) {
        for name in names { tmux("send-keys", "-t", "r", name) }
    }

    func type(_ text: String) { tmux("send-keys", "-t", "r", "-l", text) }

    func resize(columns: Int, rows: Int) {
        tmux("resize-window", "-t", "r", "-x", "\(columns)", "-y", "\(rows)")
    }

    /// Of the program: the child of the window's shell.
    func pid() throws -> Int32 {
        let shell = tmux("display", "-p", "-t", "r", "#{pane_pid}").trimmingCharacters(in: .whitespacesAndNewlines)
        let children = try String(contentsOfFile: "/proc/\(shell)/task/\(shell)/children", encoding: .utf8)
        return try #require(children.split(separator: " ").first.flatMap { Int32($0) })
    }

    func title() -> String { tmux("display", "-p", "-t", "r", "#{pane_title}") }

    func shown(withStyles: Bool = false) -> String {
        withStyles ? tmux("capture-pane", "-e", "-p", "-t", "r") : tmux("capture-pane", "-p", "-t", "r")
    }

    /// Looks at each frame until the text is there; gives up when nothing moves for 20 s.
    func waitFor(_ text: String, pressing key: String? = nil) throws {
        var quiet = 0
        while quiet < 400 {
            if let key { keys(key) }
            if shown().contains(text) { return }
            quiet = waitForFrame() ? 0 : quiet + 1
        }
        Issue.record("\(text) never came:\n\(shown())")
    }

    /// Whether there was a frame; not for long, since tmux may not have shown the last one yet.
    private func waitForFrame() -> Bool {
        var descriptor = pollfd(fd: frames, events: Int16(POLLIN), revents: 0)
        guard poll(&descriptor, 1, 50) > 0 else { return false }
        var buffer = [UInt8](repeating: 0, count: 4096)
        return read(frames, &buffer, buffer.count) > 0
    }

    /// Whether the window's terminal is set as it was; its size does not matter.
    func isAsBefore() throws -> Bool {
        func modes(_ file: URL) throws -> String {
            try String(contentsOf: file, encoding: .utf8).replacing(try Regex("rows [0-9]+; columns [0-9]+;"), with: "")
        }
        return try modes(before) == modes(after)
    }

    /// Until the program has ended and the window's terminal is looked at.
    func waitForEnd() throws {
        var quiet = 0
        while quiet < 400 {
            if let text = try? String(contentsOf: after, encoding: .utf8), text.contains("echo") { return }
            quiet = waitForFrame() ? 0 : quiet + 1
        }
        Issue.record("it never ended:\n\(shown())")
    }
}
