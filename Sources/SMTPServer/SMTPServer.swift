import MailCore
import NIOCore
import NIOPosix

/// The listeners of SMTP: sockets around `SessionStateMachine`, all on one event loop.
package final class SMTPServer: Sendable {
    /// How many free ports are tried until one is free on every endpoint.
    private static let portAttempts = 8

    private let registry: NIOLoopBoundBox<SessionRegistry>
    private let channels: [any Channel]

    /// The endpoints in use with their real ports, in the order asked for, without the optional ones that are missing.
    package let boundEndpoints: [(host: String, port: Int)]

    private init(
        registry: NIOLoopBoundBox<SessionRegistry>,
        listeners: [(host: String, channel: any Channel)]
    ) {
        self.registry = registry
        channels = listeners.map(\.channel)
        boundEndpoints = listeners.map { ($0.host, $0.channel.localAddress?.port ?? 0) }
    }

    /// Begins to listen on all endpoints, or on none.
    ///
    /// - Parameters:
    ///   - endpoints: Hosts without brackets. Port 0 is a free port, the same one for all that ask for it. An optional
    ///     endpoint is skipped when this machine has no such address.
    ///   - store: Called on the event loop with each message; must not block for long.
    ///   - events: Called on the event loop.
    package static func start(
        endpoints: [(host: String, port: Int, isOptional: Bool)],
        configuration: SMTPServerConfiguration,
        store: @escaping CaptureStore,
        events: @escaping @Sendable (ServerEvent) -> Void
    ) async throws(ListenError) -> SMTPServer {
        // One that outlives the server: a store may answer late, and a loop that is gone takes no answer.
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let registry = NIOLoopBoundBox.makeBoxSendingValue(
            SessionRegistry(maximum: configuration.maximumConnections),
            eventLoop: loop
        )
        let bootstrap = ServerBootstrap(group: loop)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelOption(.backlog, value: 512)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        SessionHandler(
                            peer: channel.remoteAddress,
                            configuration: configuration,
                            registry: registry.value,
                            store: store,
                            events: events
                        )
                    )
                }
            }
        return SMTPServer(registry: registry, listeners: try await bind(endpoints, bootstrap))
    }

    /// Stops accepting, tells every session to finish, and closes what has not after `grace`.
    /// What a store still answers after that is told as an event and to nobody else.
    package func shutdown(grace: Duration) async {
        for channel in channels { try? await channel.close() }
        let loop = registry.eventLoop
        let drained = loop.flatSubmit { [registry] in
            registry.value.shutDown(grace: TimeAmount(grace), on: loop)
        }
        try? await drained.get()
    }

    private static func bind(
        _ endpoints: [(host: String, port: Int, isOptional: Bool)],
        _ bootstrap: ServerBootstrap
    ) async throws(ListenError) -> [(host: String, channel: any Channel)] {
        var attempt = 1
        while true {
            var listeners: [(host: String, channel: any Channel)] = []
            var freePort = 0
            var endpoint = (host: "", port: 0, isOptional: false)
            do throws(ListenError) {
                for next in endpoints {
                    endpoint = next
                    let port = endpoint.port == 0 ? freePort : endpoint.port
                    do throws(ListenError) {
                        let channel = try await listen(endpoint.host, port, bootstrap)
                        if endpoint.port == 0 { freePort = channel.localAddress?.port ?? 0 }
                        listeners.append((endpoint.host, channel))
                    } catch {
                        guard endpoint.isOptional, error.reason == .addressNotAvailable else { throw error }
                    }
                }
                return listeners
            } catch {
                for listener in listeners { try? await listener.channel.close() }
                // A port that is free on one address may be taken on the next: only then another one can help.
                guard error.reason == .addressInUse, endpoint.port == 0, freePort != 0, attempt < portAttempts else {
                    throw error
                }
                attempt += 1
            }
        }
    }

    private static func listen(
        _ host: String,
        _ port: Int,
        _ bootstrap: ServerBootstrap
    ) async throws(ListenError) -> any Channel {
        do {
            return try await bootstrap.bind(host: host, port: port).get()
        } catch {
            throw ListenError(host: host, port: port, error)
        }
    }
}
