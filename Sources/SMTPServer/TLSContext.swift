import NIOCore
import NIOPosix
import NIOSSL

/// What TLS needs, made when it is first asked for, by one thread that is not the event loop. Lives on the event loop.
final class TLSContext {
    private let make: @Sendable () throws -> NIOSSLContext
    private var pending: EventLoopFuture<NIOSSLContext>?

    init(make: @escaping @Sendable () throws -> NIOSSLContext) {
        self.make = make
    }

    /// Those who ask while it is being made share one making; after a failure the next one who asks tries again.
    func get(on loop: any EventLoop) -> EventLoopFuture<NIOSSLContext> {
        if let pending { return pending }
        let made = NIOThreadPool.singleton.runIfActive(eventLoop: loop, make)
        pending = made
        made.assumeIsolated().whenFailure { _ in self.pending = nil }
        return made
    }
}
