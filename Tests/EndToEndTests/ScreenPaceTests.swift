import Foundation
import Testing

/// How often the screen is drawn while mail pours in, by its own frame log.
@Suite(.serialized) struct ScreenPaceTests {
    private struct Frame {
        var nanoseconds: Int
        var reason: Substring
        var rows: Int
    }

    private func frames(_ file: URL) throws -> [Frame] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard words.count == 6, let time = Int(words[2]), let rows = Int(words[4]) else { return nil }
            return Frame(nanoseconds: time, reason: words[3], rows: rows)
        }
    }

    /// An arrival waits for the frame before it to be 33 ms old, a key for nothing.
    @Test func arrivalsGatherAndKeysDoNotWait() throws {
        let scratch = try Scratch()
        let log = scratch.file("frames")
        let screen = try Tmux(scratch, arguments: ["--listen", "0", "--frame-log", "3", "3>\(log.path)"])
        try screen.waitFor("Waiting for mail")
        let client = try SMTPClient(port: scratch.port())
        let count = 400
        for number in 1...count {
            _ = try client.deliver(Array("Subject: number \(number).\r\n\r\nx\r\n".utf8))
            if number % 40 == 0 { screen.keys("j") }
        }
        screen.keys("g")
        try screen.waitFor("number \(count).")
        screen.keys("Q")
        try screen.waitForEnd()
        let frames = try frames(log)
        let arrivals = frames.indices.dropFirst().filter { frames[$0].reason == "arrival" }
        #expect(!arrivals.isEmpty && arrivals.count < count / 2)
        for index in arrivals {
            // The log says when a frame was drawn; a millisecond is lost to rounding.
            #expect(frames[index].nanoseconds - frames[index - 1].nanoseconds > 25_000_000)
        }
        #expect(frames.contains { $0.reason == "key" && $0.rows > 0 })
    }
}
