import Glibc
import MailCore
import NIOCore
import SMTPProtocol
import Testing

@testable import SMTPServer

/// Many clients at once, and slow ones.
@Suite(.serialized, .timeLimit(.minutes(1))) struct CrowdTests {
    @Test func idleConnectionsSlowNobodyDown() async throws {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = min(limit.rlim_max, 8_192)
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        let store = TestStore()
        let listener = SMTPListener(
            hosts: [SMTPListener.Host(name: "127.0.0.1", isOptional: false)], port: 0,
            session: SessionConfiguration(hostname: "roost.test"))
        let server = try await SMTPServer.bind(
            [listener], configuration: SMTPServerConfiguration(now: { Timestamp(microseconds: 0) }),
            store: { store.store($0, $1, $2) }, events: { store.record($0) })
        await server.accept(listener: 0)
        let port = server.endpoints[0].port
        let idle = try (0..<1_500).map { _ in try #require(TestClient(port: port)) }
        #expect(idle.last?.line() == "220 roost.test ESMTP Roost")
        let clock = ContinuousClock()
        let times = try (0..<5).map { _ in
            try clock.measure {
                let client = try #require(TestClient(port: port))
                client.send(
                    "HELO client.test\r\nMAIL FROM:<>\r\nRCPT TO:<b@example.test>\r\nDATA\r\nx\r\n.\r\nQUIT\r\n")
                #expect(client.rest().last == "221 2.0.0 Bye")
            }
        }
        // One that was served in time shows that nothing waits for the others; this machine may be busy besides.
        #expect(try #require(times.min()) < .milliseconds(100), "\(times)")
        #expect(await server.openSessions().count >= 1_500)
        await server.shutdown(grace: .seconds(5))
        #expect(idle[0].rest().last == "421 4.3.0 Shutting down")
    }
}
