import MailCore
import NIOCore
import SMTPProtocol

/// Feeds a session's state machine from its channel and carries out what it says.
///
/// The channel must not read by itself: this asks for bytes only while the session can take them, so that a client
/// waits in its socket while a content is being stored, and while it does not fetch its replies.
final class SessionHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// How long a client may take to close its side after the last reply. Closing before it has would let the kernel
    /// answer what is still on its way with a reset, which can destroy that reply.
    private static let lingering = TimeAmount.seconds(1)

    private var machine: SessionStateMachine
    private let configuration: SMTPServerConfiguration
    private let registry: SessionRegistry
    private let store: CaptureStore
    private let events: @Sendable (ServerEvent) -> Void
    private let idleTimeout: TimeAmount
    private var context: ChannelHandlerContext?
    private var isStoring = false
    private var isInputEnded = false
    private var isClosing = false
    /// Whether our side is closed and only the client's end is awaited.
    private var isLingering = false
    private var isReading = false
    private var timer: Scheduled<Void>?
    private var progress = 0
    private var progressed = NIODeadline.uptimeNanoseconds(0)

    init(
        peer: SocketAddress?,
        configuration: SMTPServerConfiguration,
        registry: SessionRegistry,
        store: @escaping CaptureStore,
        events: @escaping @Sendable (ServerEvent) -> Void
    ) {
        machine = SessionStateMachine(
            configuration: configuration.session,
            origin: Origin(peer: peer?.authority),
            at: configuration.now()
        )
        self.configuration = configuration
        self.registry = registry
        self.store = store
        self.events = events
        idleTimeout = TimeAmount(configuration.idleTimeout)
    }

    // MARK: Channel events

    func channelActive(context: ChannelHandlerContext) {
        self.context = context
        events(.connected)
        progressed = context.eventLoop.now
        let isAdmitted = registry.admit(self)
        if isAdmitted { startTimer(in: idleTimeout) }
        let now = configuration.now()
        perform(isAdmitted ? machine.connectionOpened(at: now) : machine.connectionRefused(at: now))
        if registry.isShuttingDown { shutDown() }
        readMore()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing else { return }
        let buffer = unwrapInboundIn(data)
        perform(machine.received(buffer.readableBytesUInt8Span, at: configuration.now()))
        if machine.progress != progress {
            progress = machine.progress
            progressed = context.eventLoop.now
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isReading = false
        readMore()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        readMore()
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .some(.inputClosed) = event as? ChannelEvent { inputEnded() }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        isClosing = true
        timer?.cancel()
        self.context = nil
        events(.disconnected(rejected: machine.isRejected))
        registry.remove(self)
        context.fireChannelInactive()
    }

    /// The client reset the connection, or something like it.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    // MARK: Server events

    func shutDown() {
        if isLingering { abort() }
        perform(machine.shutdownBegan(at: configuration.now()))
    }

    func abort() {
        context?.close(promise: nil)
    }

    private func inputEnded() {
        isInputEnded = true
        if isClosing {
            context?.close(promise: nil)
        } else {
            perform(machine.inputEnded(at: configuration.now()))
        }
    }

    private func storeFinished(_ outcome: StoreOutcome) {
        isStoring = false
        let now = configuration.now()
        let actions: [SessionAction]
        switch outcome {
        case .stored(let id):
            events(.stored(id))
            actions = machine.contentStored(id: id, at: now)
        case .full:
            events(.storeFailed)
            actions = machine.storeFailed(full: true, at: now)
        case .failed:
            events(.storeFailed)
            actions = machine.storeFailed(full: false, at: now)
        }
        guard let context else { return }
        progressed = context.eventLoop.now
        perform(actions)
        readMore()
    }

    // MARK: Actions

    private func perform(_ actions: [SessionAction]) {
        guard let context else { return }
        for action in actions {
            switch action {
            case .reply(let octets):
                context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: octets)), promise: nil)
            case .store(let capture): store(capture, on: context.eventLoop)
            case .close: close(context)
            }
        }
    }

    private func store(_ capture: Capture, on loop: any EventLoop) {
        isStoring = true
        let handler = NIOLoopBound(self, eventLoop: loop)
        store(capture) { outcome in
            loop.execute { handler.value.storeFinished(outcome) }
        }
    }

    private func readMore() {
        guard let context, !isStoring, !isReading, !isInputEnded, isClosing || context.channel.isWritable else {
            return
        }
        isReading = true
        context.read()
    }

    /// Closes our side once all is written, and the whole when the client has closed its own.
    private func close(_ context: ChannelHandlerContext) {
        isClosing = true
        timer?.cancel()
        let flushed = context.eventLoop.makePromise(of: Void.self)
        flushed.futureResult.assumeIsolated().whenComplete { [self] result in
            guard let context = self.context else { return }
            guard case .success = result, !isInputEnded, !registry.isShuttingDown else {
                return context.close(promise: nil)
            }
            context.close(mode: .output, promise: nil)
            isLingering = true
            timer = context.eventLoop.assumeIsolated().scheduleTask(in: Self.lingering) { self.abort() }
            readMore()
        }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: flushed)
    }

    private func startTimer(in delay: TimeAmount) {
        timer = context?.eventLoop.assumeIsolated().scheduleTask(in: delay) { [self] in
            guard let context else { return }
            let idle = context.eventLoop.now - progressed
            if idle >= idleTimeout, !isStoring {
                perform(machine.timedOut(at: configuration.now()))
            } else {
                startTimer(in: isStoring ? idleTimeout : idleTimeout - idle)
            }
        }
    }
}

extension SocketAddress {
    /// `127.0.0.1:53412`, `[::1]:53412`; `nil` for a socket without an IP address.
    fileprivate var authority: String? {
        guard let ipAddress, let port else { return nil }
        return ipAddress.contains(":") ? "[\(ipAddress)]:\(port)" : "\(ipAddress):\(port)"
    }
}
