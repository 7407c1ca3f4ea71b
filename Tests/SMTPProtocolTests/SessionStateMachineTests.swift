import MailCore
import SMTPProtocol
import Testing

@Suite struct SessionStateMachineTests {
    private static let hello = "EHLO client.test\r\n"
    private static let transaction = "MAIL FROM:<a@example.test>\r\nRCPT TO:<b@example.test>\r\nDATA\r\n"

    private func session(size: Int = 1000) -> SessionStateMachine {
        var machine = SessionStateMachine(
            configuration: SessionConfiguration(hostname: "roost.test", messageSize: size),
            origin: Origin(peer: "192.0.2.7:4000"),
            at: Timestamp(microseconds: 100)
        )
        _ = machine.connectionOpened(at: Timestamp(microseconds: 101))
        return machine
    }

    private func send(_ text: String, to machine: inout SessionStateMachine, at time: Int64 = 200) -> [SessionAction] {
        machine.received(Array(text.utf8).span, at: Timestamp(microseconds: time))
    }

    private func capture(_ actions: [SessionAction]) throws -> Capture {
        let captures = actions.compactMap { if case .store(let capture) = $0 { capture } else { nil } }
        return try #require(captures.first)
    }

    @Test func captureCarriesOriginAndDialogue() throws {
        var machine = session()
        _ = send(Self.hello + "AUTH PLAIN AGFubgBzZWNyZXQ=\r\n", to: &machine)
        let actions = send(Self.transaction + "hidden\r\n.\r\n", to: &machine, at: 1100)
        let capture = try capture(actions)
        #expect(
            capture.origin
                == Origin(
                    peer: "192.0.2.7:4000", helo: Array("client.test".utf8),
                    auth: Origin.Authentication(mechanism: "PLAIN", user: "ann"), began: Timestamp(microseconds: 100)))
        let lines = capture.dialogue.map { "\($0.elapsed) \($0.side) " + String(decoding: $0.text, as: UTF8.self) }
        #expect(
            lines == [
                "1 server 220 roost.test ESMTP Roost",
                "100 client EHLO client.test", "100 server 250-roost.test", "100 server 250-PIPELINING",
                "100 server 250-SIZE 1000", "100 server 250-8BITMIME", "100 server 250-SMTPUTF8", "100 server 250-DSN",
                "100 server 250-CHUNKING", "100 server 250-BINARYMIME", "100 server 250-AUTH PLAIN LOGIN",
                "100 server 250 ENHANCEDSTATUSCODES", "100 client AUTH PLAIN",
                "100 server 235 2.7.0 Any credentials are good here",
                "1000 client MAIL FROM:<a@example.test>", "1000 server 250 2.1.0 Ok",
                "1000 client RCPT TO:<b@example.test>", "1000 server 250 2.1.5 Ok", "1000 client DATA",
                "1000 server 354 End data with <CR><LF>.<CR><LF>",
            ]
        )
    }

    @Test func dialogueOfTheNextMessageBeginsAfterTheOneBefore() throws {
        var machine = session()
        _ = send(Self.hello + Self.transaction + ".\r\n", to: &machine)
        _ = machine.contentStored(id: MessageID(7), at: Timestamp(microseconds: 300))
        let capture = try capture(send(Self.transaction + ".\r\n", to: &machine))
        let client = capture.dialogue.filter { $0.side == .client }.map { String(decoding: $0.text, as: UTF8.self) }
        #expect(
            client == ["EHLO client.test", "MAIL FROM:<a@example.test>", "RCPT TO:<b@example.test>", "DATA"]
        )
        #expect(capture.dialogue.contains { $0.text == Array("250 2.0.0 Ok: stored as 7".utf8) })
    }

    @Test func dialogueIsBounded() throws {
        var machine = session()
        let noop = "NOOP " + String(repeating: "x", count: 1000) + "\r\n"
        _ = send(Self.hello + String(repeating: noop, count: 100), to: &machine)
        let recipient = "RCPT TO:<" + String(repeating: "u", count: 900) + "@example.test>\r\n"
        let commands = "MAIL FROM:<>\r\n" + String(repeating: recipient, count: 100) + "DATA\r\n.\r\n"
        let capture = try capture(send(commands, to: &machine))
        let size = capture.dialogue.reduce(0) { $0 + $1.text.count }
        #expect(size <= Limits.dialogue)
        #expect(size > Limits.dialogue / 2)
        #expect(capture.dialogue.contains { $0.text == Array("MAIL FROM:<>".utf8) })
    }

    @Test func pathsKeepTheirParametersAndRoutes() throws {
        var machine = session()
        let commands =
            "MAIL FROM:<a@example.test> BODY=8BITMIME SIZE=3\r\nRCPT TO:<@x.test,@y.test:b@z.test>\r\nDATA\r\n.\r\n"
        let envelope = try capture(send(Self.hello + commands, to: &machine)).envelope
        #expect(
            envelope.reversePath.parameters == [
                ESMTPParameter(keyword: "BODY", value: "8BITMIME"), ESMTPParameter(keyword: "SIZE", value: "3"),
            ]
        )
        #expect(envelope.forwardPaths == [Path(address: "b@z.test", sourceRoute: "@x.test,@y.test")])
    }

    @Test func lineOverTheLimitIsSwallowed() {
        var machine = session()
        let longest = "NOOP " + String(repeating: "x", count: Limits.commandLine - 5)
        #expect(send(longest + "\r\n", to: &machine) == [.reply(Array("250 2.0.0 Ok\r\n".utf8))])
        #expect(send(longest + "\n", to: &machine) == [.reply(Array("250 2.0.0 Ok\r\n".utf8))])
        #expect(send(longest + "x", to: &machine) == [])
        #expect(send(longest, to: &machine) == [])
        #expect(
            send("\nNOOP\r\n", to: &machine)
                == [.reply(Array("500 5.5.2 Command line too long\r\n250 2.0.0 Ok\r\n".utf8))]
        )
    }

    @Test func pathOverTheLimitIsRefused() {
        var machine = session()
        _ = send(Self.hello, to: &machine)
        let domain = "@example.test"
        let longest = String(repeating: "u", count: Limits.path - 2 - domain.utf8.count) + domain
        let refused = Array("501 5.1.7 Bad reverse-path; syntax: MAIL FROM:<address>\r\n".utf8)
        #expect(send("MAIL FROM:<u\(longest)>\r\n", to: &machine) == [.reply(refused)])
        #expect(send("MAIL FROM:<\(longest)>\r\n", to: &machine) == [.reply(Array("250 2.1.0 Ok\r\n".utf8))])
    }

    @Test func nothingIsAnsweredWhileStoring() {
        var machine = session()
        _ = send(Self.hello + Self.transaction, to: &machine)
        _ = send(".\r\nNOOP\r\n", to: &machine)
        #expect(send("QUIT\r\n", to: &machine) == [])
        #expect(machine.timedOut(at: Timestamp(microseconds: 400)) == [])
        #expect(machine.inputEnded(at: Timestamp(microseconds: 401)) == [])
        #expect(
            machine.contentStored(id: MessageID(1), at: Timestamp(microseconds: 500)) == [
                .reply(Array("250 2.0.0 Ok: stored as 1\r\n250 2.0.0 Ok\r\n221 2.0.0 Bye\r\n".utf8)),
                .close(afterQuit: true),
            ]
        )
        #expect(send("NOOP\r\n", to: &machine) == [])
    }

    @Test func inputThatEndedWhileStoringClosesAfterTheReply() {
        var machine = session()
        _ = send(Self.hello + Self.transaction + ".\r\n", to: &machine)
        #expect(machine.inputEnded(at: Timestamp(microseconds: 401)) == [])
        #expect(
            machine.storeFailed(.full, at: Timestamp(microseconds: 500)) == [
                .reply(Array("452 4.3.1 No room to store the message\r\n".utf8)), .close(afterQuit: false),
            ]
        )
    }

    @Test func shutdownWhileStoringFinishesTheTransaction() {
        var machine = session()
        _ = send(Self.hello + Self.transaction + ".\r\nNOOP\r\n", to: &machine)
        #expect(machine.shutdownBegan(at: Timestamp(microseconds: 401)) == [])
        #expect(
            machine.contentStored(id: MessageID(1), at: Timestamp(microseconds: 500)) == [
                .reply(Array("250 2.0.0 Ok: stored as 1\r\n421 4.3.0 Shutting down\r\n".utf8)),
                .close(afterQuit: false),
            ]
        )
    }

    @Test func progressCountsLinesAndContent() {
        var machine = session(size: 100_000)
        #expect(machine.progress == 0)
        _ = send("EHLO client.te", to: &machine)
        #expect(machine.progress == 0)
        _ = send("st\r\n" + Self.transaction, to: &machine)
        #expect(machine.progress == 4)
        _ = send(String(repeating: "x", count: 1023), to: &machine)
        #expect(machine.progress == 4)
        _ = send("x", to: &machine)
        #expect(machine.progress == 5)
    }

    @Test func repliesFitTheirLimit() {
        let reply = Reply(250, "2.0.0", String(repeating: "é", count: 600), "end")
        #expect(reply.encodedLines.map { $0.count + 2 } == [Limits.replyLine, 15])
        #expect(reply.encodedLines[0].starts(with: Array("250-2.0.0 é".utf8)))
        #expect(reply.encodedLines[1] == Array("250 2.0.0 end".utf8))
    }

    @Test func replyLinesAreNotCutWithinACharacter() {
        for filler in 0..<4 {
            let text = String(repeating: "x", count: filler) + String(repeating: "€", count: 300)
            let line = Reply(550, "5.7.1", text).encodedLines[0]
            #expect((Limits.replyLine - 4...Limits.replyLine - 2).contains(line.count))
            #expect(String(validating: line, as: UTF8.self)?.last == "€")
        }
    }
}
