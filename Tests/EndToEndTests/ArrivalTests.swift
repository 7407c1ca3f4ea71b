import Foundation
import Testing

/// What is asked of a store while mail arrives.
@Suite struct ArrivalTests {
    private static let mail = Array("To: ann@example.test\r\nSubject: Welcome\r\n\r\nneedle\r\n".utf8)

    /// `n=$(roost now)`, then a mail like the ones before, then `roost wait --after $n`: neither is a fast mail missed nor an
    /// old one taken, whichever of mail and wait comes first.
    @Test func waitTakesTheMailBehindThePoint() throws {
        let scratch = try Scratch()
        let listener = try Listener(scratch)
        let client = try SMTPClient(port: listener.port)
        for round in 1...20 {
            let point = try Program.run("now", at: scratch).text.trimmingCharacters(in: .newlines)
            let isFast = round % 2 == 0
            var id = isFast ? try client.deliver(Self.mail) : nil
            let (output, errors) = (scratch.file("wait"), scratch.file("wait"))
            let wait = try Child(
                Program.path, ["wait", "--after", point, "to:ann", "subject:welcome", "--json"], at: scratch,
                output: output, errors: errors)
            if !isFast { id = try client.deliver(Self.mail) }
            let code = wait.wait()
            let said = try String(contentsOf: errors, encoding: .utf8)
            #expect(code == 0, "\(said)")
            let object = try JSONSerialization.jsonObject(with: Data(contentsOf: output)) as? [String: Any]
            #expect(object?["id"] as? Int == id)
            #expect(point == String(round - 1))
        }
    }

    /// Every answer is right for a moment between the start of the search and its end, newest first.
    @Test func searchesAreRightWhileMailPoursIn() async throws {
        let scratch = try Scratch()
        let listener = try Listener(scratch)
        let port = listener.port
        let total = 300
        let sender = Task.detached {
            let clients = try (0..<4).map { _ in try SMTPClient(port: port) }
            for number in 0..<total { _ = try clients[number % clients.count].deliver(Self.mail) }
        }
        var seen = 0
        while seen < total {
            let before = try #require(Int(try Program.run("now", at: scratch).text.trimmingCharacters(in: .newlines)))
            let result = try Program.run("list", "--ids", "body:needle", at: scratch)
            let after = try #require(Int(try Program.run("now", at: scratch).text.trimmingCharacters(in: .newlines)))
            #expect(result.code == 0, "\(result.errors)")
            let ids = result.text.split(separator: "\n").compactMap { Int($0) }
            #expect(ids == Array((0..<ids.count).map { ids.count - $0 }))
            #expect(before <= ids.count && ids.count <= after)
            seen = after
        }
        try await sender.value
        withExtendedLifetime(listener) {}
    }
}
