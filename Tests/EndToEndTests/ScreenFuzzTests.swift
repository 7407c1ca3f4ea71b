import Foundation
import Testing

/// Any keys at any size, while mail pours in. ROOST_FUZZ_SECONDS=60 does it for a minute.
@Suite(.serialized) struct ScreenFuzzTests {
    private static let keys =
        "j k g G n N J K [ ] ! . F W S A b t d u p r y # s o O c v x w z h i I 1 2 3 4 5 6 7 / : ? Enter Escape Tab BTab "
        + "Space Up Down Left Right Home End PgUp PgDn C-d C-u C-f C-b C-l C-r DC F1 F2 D T U l m R e-acute"

    @Test func keysAndSizesUnderAFlood() throws {
        let seconds = ProcessInfo.processInfo.environment["ROOST_FUZZ_SECONDS"].flatMap { Double($0) } ?? 0
        let scratch = try Scratch()
        // A pager that waits would be left by other keys than those that lead out of Roost.
        let screen = try Tmux(scratch, arguments: ["--listen", "0"], environment: ["PAGER": "cat >/dev/null"])
        try screen.waitFor("Waiting for mail")
        let keys = Self.keys.split(separator: " ").map(String.init)
        let client = try SMTPClient(port: scratch.port())
        let end = ContinuousClock.now + .seconds(seconds)
        var (rounds, sent, last) = (0, 0, 0)
        while rounds < 12 || ContinuousClock.now < end {
            rounds += 1
            screen.keys(keys.randomElement() ?? "j", keys.randomElement() ?? "k")
            for _ in 0..<Int.random(in: 1...20) {
                sent += 1
                let subject =
                    "flood \(sent) \u{1B}[\(Int.random(in: 0...99))m \u{65E5}\u{672C} \(String(repeating: "x", count: sent % 300))"
                // A key may have sent samples, too.
                let id = try client.deliver(Array("Subject: \(subject)\r\n\r\n<b>\(rounds)\r\n".utf8))
                #expect(try #require(id) > last)
                last = id ?? last
            }
            if rounds % 5 == 0 { screen.resize(columns: .random(in: 1...500), rows: .random(in: 1...200)) }
        }
        screen.resize(columns: 80, rows: 24)
        // However deep it is in dialogs, this leads out.
        screen.keys("C-c", "C-c")
        try screen.waitForEnd()
        #expect(try screen.isAsBefore())
        #expect(try Program.run("list", "--json", at: scratch).code == 0)
    }
}
