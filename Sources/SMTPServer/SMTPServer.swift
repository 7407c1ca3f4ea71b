import MailCore
import NIOCore
import NIOPosix
import SMTPProtocol

/// The listeners of SMTP: sockets around `SessionStateMachine`, all on one event loop.
package final class SMTPServer: Sendable {
    /// Where a listener of the server is bound.
    package struct Endpoint: Sendable, Hashable {
        /// Which of the listeners asked for, counted from 0.
        package var listener: Int
        /// Without brackets.
        package var host: String
        /// The real one.
        package var port: Int
    }

    /// How many free ports are tried until one is free on every host.
    private static let portAttempts = 8

    private let registry: NIOLoopBoundBox<SessionRegistry>
    private let channels: [any Channel]

    /// In the order asked for, without the optional ones that are missing.
    package let endpoints: [Endpoint]
    /// Why optional listeners are missing.
    package let failures: [(listener: Int, error: ListenError)]

    private init(
        registry: NIOLoopBoundBox<SessionRegistry>, bound: [(endpoint: Endpoint, channel: any Channel)],
        failures: [(listener: Int, error: ListenError)]
    ) {
        self.registry = registry
        channels = bound.map(\.channel)
        endpoints = bound.map(\.endpoint)
        self.failures = failures
    }

    /// Takes the ports of all listeners, or of none. Connections wait until `accept` is called.
    ///
    /// - Parameters:
    ///   - store: Called on the event loop with each message; must not block for long.
    ///   - events: Called on the event loop.
    package static func bind(
        _ listeners: [SMTPListener], configuration: SMTPServerConfiguration, store: @escaping CaptureStore,
        events: @escaping @Sendable (ServerEvent) -> Void
    ) async throws(ListenError) -> SMTPServer {
        // One that outlives the server: a store may answer late, and a loop that is gone takes no answer.
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let registry: NIOLoopBoundBox<SessionRegistry>
        do {
            registry = try await loop.submit {
                NIOLoopBoundBox(SessionRegistry(configuration, on: loop), eventLoop: loop)
            }.get()
        } catch {
            throw ListenError(host: "", port: 0, error)
        }
        var bound: [(endpoint: Endpoint, channel: any Channel)] = []
        var failures: [(listener: Int, error: ListenError)] = []
        for (index, listener) in listeners.enumerated() {
            let bootstrap = ServerBootstrap(group: loop)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .serverChannelOption(.backlog, value: 512)
                .serverChannelOption(.autoRead, value: false)
                .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
                .childChannelOption(.allowRemoteHalfClosure, value: true)
                .childChannelOption(.autoRead, value: false)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(
                            SessionHandler(
                                session: listener.session, peer: channel.remoteAddress, configuration: configuration,
                                registry: registry.value, store: store, events: events))
                    }
                }
            do throws(ListenError) {
                for (host, channel) in try await bind(listener, bootstrap) {
                    let port = channel.localAddress?.port ?? 0
                    bound.append((Endpoint(listener: index, host: host, port: port), channel))
                }
            } catch {
                guard listener.isOptional else {
                    for (_, channel) in bound { try? await channel.close() }
                    throw error
                }
                failures.append((index, error))
            }
        }
        return SMTPServer(registry: registry, bound: bound, failures: failures)
    }

    /// Begins to accept connections.
    /// - Parameter listener: The sequence number that the names of sessions begin with.
    package func accept(listener: UInt64) async {
        let started = registry.eventLoop.submit { [registry] in registry.value.listener = listener }
        try? await started.get()
        for channel in channels { try? await channel.setOption(.autoRead, value: true).get() }
    }

    /// The sessions that are open now.
    package func openSessions() async -> [OpenSession] {
        let sessions = registry.eventLoop.submit { [registry] in registry.value.open }
        return (try? await sessions.get()) ?? []
    }

    /// Stops accepting, tells every session to finish, and closes what has not after `grace`.
    /// What a store still answers after that is told as an event and to nobody else.
    package func shutdown(grace: Duration) async {
        for channel in channels { try? await channel.close() }
        let drained = registry.eventLoop.flatSubmit { [registry] in registry.value.shutDown(grace: TimeAmount(grace)) }
        try? await drained.get()
    }

    private static func bind(
        _ listener: SMTPListener, _ bootstrap: ServerBootstrap
    ) async throws(ListenError) -> [(host: String, channel: any Channel)] {
        var attempt = 1
        while true {
            var bound: [(host: String, channel: any Channel)] = []
            var port = listener.port
            do throws(ListenError) {
                for host in listener.hosts {
                    do throws(ListenError) {
                        let channel = try await listen(host.name, port, bootstrap)
                        port = channel.localAddress?.port ?? port
                        bound.append((host.name, channel))
                    } catch {
                        guard host.isOptional, error.reason == .addressNotAvailable else { throw error }
                    }
                }
                return bound
            } catch {
                for (_, channel) in bound { try? await channel.close() }
                // A port that is free on one address may be taken on the next: only then another one can help.
                guard error.reason == .addressInUse, listener.port == 0, port != 0, attempt < portAttempts else {
                    throw error
                }
                attempt += 1
            }
        }
    }

    private static func listen(
        _ host: String, _ port: Int, _ bootstrap: ServerBootstrap
    ) async throws(ListenError) -> any Channel {
        do {
            return try await bootstrap.bind(host: host, port: port).get()
        } catch {
            throw ListenError(host: host, port: port, error)
        }
    }
}
