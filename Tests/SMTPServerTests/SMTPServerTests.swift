import MailCore
import SMTPProtocol
import SMTPServer
import Testing

/// One at a time: a test that waits in a socket holds a thread of the Swift pool.
@Suite(.serialized, .timeLimit(.minutes(1))) struct SMTPServerTests {
    private static let hello = "HELO client.test\r\n"
    private static let transaction = "MAIL FROM:<a@example.test>\r\nRCPT TO:<b@example.test>\r\nDATA\r\n"
    private static let transactionReplies = [
        "220 roost.test ESMTP Roost", "250 roost.test", "250 2.1.0 Ok", "250 2.1.5 Ok",
        "354 End data with <CR><LF>.<CR><LF>",
    ]

    private func start(
        _ store: TestStore,
        hosts: [SMTPListener.Host] = [SMTPListener.Host(name: "127.0.0.1", isOptional: false)], port: Int = 0,
        isOptional: Bool = false, change: (inout SMTPServerConfiguration) -> Void = { _ in }
    ) async throws -> SMTPServer {
        var configuration = SMTPServerConfiguration(now: { Timestamp(microseconds: 0) })
        change(&configuration)
        let listener = SMTPListener(
            hosts: hosts, port: port, session: SessionConfiguration(hostname: "roost.test"), isOptional: isOptional)
        let server = try await SMTPServer.bind(
            [listener], configuration: configuration, store: { store.store($0, $1, $2) }, events: { store.record($0) })
        await server.accept(listener: 7)
        return server
    }

    private func client(_ server: SMTPServer) throws -> TestClient {
        try #require(TestClient(port: server.endpoints[0].port))
    }

    @Test func pipelinedSession() async throws {
        let store = TestStore()
        let server = try await start(store)
        let client = try client(server)
        client.send(Self.hello + Self.transaction + "x\r\n.\r\n" + Self.transaction + "y\r\n.\r\nQUIT\r\n")
        let expected =
            Self.transactionReplies + ["250 2.0.0 Ok: stored as 1"] + Self.transactionReplies.dropFirst(2)
            + ["250 2.0.0 Ok: stored as 2", "221 2.0.0 Bye"]
        #expect(client.rest() == expected)
        #expect(store.captures.map(\.content) == [Array("x\r\n".utf8), Array("y\r\n".utf8)])
        #expect(store.captures[0].origin.peer?.hasPrefix("127.0.0.1:") == true)
        await server.shutdown(grace: .seconds(5))
        #expect(
            store.events == [
                .connected, .stored(MessageID(1)), .stored(MessageID(2)),
                .ended(SessionID(listener: 7, number: 1)),
            ]
        )
    }

    @Test func twoConnectionsAtOnce() async throws {
        let store = TestStore()
        let server = try await start(store)
        let first = try client(server)
        let second = try client(server)
        first.send(Self.hello + Self.transaction)
        second.send(Self.hello + Self.transaction)
        #expect(first.lines(5) == Self.transactionReplies)
        #expect(second.lines(5) == Self.transactionReplies)
        second.send("second\r\n.\r\n")
        #expect(second.line() == "250 2.0.0 Ok: stored as 1")
        first.send("first\r\n.\r\n")
        #expect(first.line() == "250 2.0.0 Ok: stored as 2")
        #expect(store.captures.map(\.content) == [Array("second\r\n".utf8), Array("first\r\n".utf8)])
        await server.shutdown(grace: .seconds(5))
    }

    @Test func largeContentArrivesWhole() async throws {
        let store = TestStore()
        let server = try await start(store)
        let client = try client(server)
        let content = (0..<40_000).map { "line \($0) of a message that needs many segments\r\n" }.joined()
        client.send(Self.hello + Self.transaction + content + ".\r\nQUIT\r\n")
        #expect(client.rest().suffix(2) == ["250 2.0.0 Ok: stored as 1", "221 2.0.0 Bye"])
        #expect(store.captures.map(\.content) == [Array(content.utf8)])
        await server.shutdown(grace: .seconds(5))
    }

    @Test func storeFailureIsAnswered() async throws {
        let store = TestStore(isManual: true)
        let server = try await start(store)
        let client = try client(server)
        client.send(Self.hello + Self.transaction + ".\r\n")
        #expect(client.lines(5) == Self.transactionReplies)
        await store.wait { $0.captures.count == 1 }
        store.answer(.full)
        #expect(client.line() == "452 4.3.1 No room to store the message")
        client.send(Self.transaction + ".\r\nQUIT\r\n")
        await store.wait { $0.captures.count == 2 }
        store.answer(.failed("no such disk"))
        #expect(client.rest().suffix(2) == ["451 4.3.0 The message could not be stored", "221 2.0.0 Bye"])
        await server.shutdown(grace: .seconds(5))
        #expect(store.events.prefix(3) == [.connected, .storeFailed, .storeFailed])
        #expect(store.reports.map(\.problem) == [.storeFailed])
        #expect(store.reports.map(\.detail) == [Array("no such disk".utf8)])
    }

    @Test func halfClosedClientStillGetsItsReplies() async throws {
        let store = TestStore(isManual: true)
        let server = try await start(store)
        let client = try client(server)
        client.send(Self.hello + Self.transaction + ".\r\n")
        client.endOutput()
        await store.wait { $0.captures.count == 1 }
        store.answer(.stored(MessageID(9)))
        #expect(client.rest() == Self.transactionReplies + ["250 2.0.0 Ok: stored as 9"])
        await server.shutdown(grace: .seconds(5))
    }

    @Test func oneConnectionTooMany() async throws {
        let store = TestStore()
        let server = try await start(store) { $0.maximumConnections = 1 }
        let first = try client(server)
        #expect(first.line() == "220 roost.test ESMTP Roost")
        #expect(try client(server).rest() == ["421 4.3.2 Too many connections"])
        first.send("QUIT\r\n")
        #expect(first.rest() == ["221 2.0.0 Bye"])
        await store.wait { $0.events.count == 5 }
        #expect(store.reports.map(\.problem) == [.tooManyConnections])
        await server.shutdown(grace: .seconds(5))
    }

    @Test func shutdownEndsIdleSessionsAndFinishesTransactions() async throws {
        let store = TestStore(isManual: true)
        let server = try await start(store)
        let idle = try client(server)
        #expect(idle.line() == "220 roost.test ESMTP Roost")
        let busy = try client(server)
        busy.send(Self.hello + Self.transaction + ".\r\n")
        await store.wait { $0.captures.count == 1 }
        async let stopped: Void = server.shutdown(grace: .seconds(30))
        // The client blocks a thread that the shutdown may need to begin on.
        await store.wait { $0.events.contains { if case .ended = $0 { true } else { false } } }
        #expect(idle.rest() == ["421 4.3.0 Shutting down"])
        store.answer(.stored(MessageID(3)))
        #expect(
            busy.rest() == Self.transactionReplies + ["250 2.0.0 Ok: stored as 3", "421 4.3.0 Shutting down"]
        )
        await stopped
        #expect(TestClient(port: server.endpoints[0].port) == nil)
    }

    @Test func shutdownDoesNotWaitBeyondItsGrace() async throws {
        let store = TestStore(isManual: true)
        let server = try await start(store)
        let client = try client(server)
        client.send(Self.hello + Self.transaction + ".\r\n")
        await store.wait { $0.captures.count == 1 }
        await server.shutdown(grace: .milliseconds(10))
        #expect(client.rest() == Self.transactionReplies)
        #expect(store.events == [.connected])
        store.answer(.stored(MessageID(1)))
        await store.wait { $0.events.last == .ended(SessionID(listener: 7, number: 1)) }
        #expect(store.events.contains(.stored(MessageID(1))))
    }

    @Test func idleSessionIsClosed() async throws {
        let store = TestStore()
        let server = try await start(store) { $0.idleTimeout = .milliseconds(20) }
        #expect(try client(server).rest() == ["220 roost.test ESMTP Roost", "421 4.4.2 Idle for too long"])
        await server.shutdown(grace: .seconds(5))
    }

    @Test func freePortIsTheSameOnAllEndpoints() async throws {
        let store = TestStore()
        let server = try await start(
            store,
            hosts: [
                SMTPListener.Host(name: "127.0.0.1", isOptional: false),
                SMTPListener.Host(name: "::1", isOptional: true),
            ])
        let endpoints = server.endpoints
        #expect(endpoints[0].port > 0)
        #expect(Set(endpoints.map(\.port)).count == 1)
        for endpoint in endpoints {
            let client = try #require(TestClient(host: endpoint.host, port: endpoint.port))
            #expect(client.line() == "220 roost.test ESMTP Roost")
        }
        await server.shutdown(grace: .seconds(5))
    }

    @Test func takenPortIsToldFromAMissingAddress() async throws {
        let store = TestStore()
        let server = try await start(store)
        let port = server.endpoints[0].port
        await #expect {
            try await start(store, port: port)
        } throws: { error in
            let error = error as? ListenError
            return error?.reason == .addressInUse && error?.host == "127.0.0.1" && error?.port == port
        }
        await #expect {
            try await start(store, hosts: [SMTPListener.Host(name: "192.0.2.1", isOptional: false)])
        } throws: { error in
            (error as? ListenError)?.reason == .addressNotAvailable
        }
        let other = try await start(
            store,
            hosts: [
                SMTPListener.Host(name: "192.0.2.1", isOptional: true),
                SMTPListener.Host(name: "127.0.0.1", isOptional: false),
            ])
        #expect(other.endpoints.map(\.host) == ["127.0.0.1"])
        await other.shutdown(grace: .seconds(5))
        let without = try await start(store, port: port, isOptional: true)
        #expect(without.endpoints.isEmpty)
        #expect(without.failures.map(\.error.reason) == [.addressInUse])
        await without.shutdown(grace: .seconds(5))
        await server.shutdown(grace: .seconds(5))
    }
}
