import MailCore
import NIOCore
import NIOTLS
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
    /// How long a TLS client says nothing before it is taken for a plain one.
    private static let handshakePatience = TimeAmount.seconds(3)

    var machine: SessionStateMachine
    private let id: SessionID
    let configuration: SMTPServerConfiguration
    let registry: SessionRegistry
    let store: CaptureStore
    let events: @Sendable (ServerEvent) -> Void
    var context: ChannelHandlerContext?
    var handshake: HandshakeReader?
    /// Whether TLS comes before the first command.
    let isImplicitTLS: Bool
    /// Whether no reply can be written: the handshake is not done.
    var isMute = false
    /// Whether what TLS needs is being made.
    var isAwaitingTLS = false
    /// What of the client's handshake came meanwhile: a read was on its way when STARTTLS was answered.
    var earlyHandshake: [ByteBuffer] = []
    var isStoring = false
    private var isInputEnded = false
    var isClosing = false
    /// Whether our side is closed and only the client's end is awaited.
    private var isLingering = false
    private var isReading = false
    private var linger: Scheduled<Void>?
    private var progress = 0
    var progressed = NIODeadline.uptimeNanoseconds(0)
    var storingSince = NIODeadline.uptimeNanoseconds(0)
    /// Contents that are with the store, those included that are not waited for any more.
    var pendingStores = 0
    /// What of the registry's content octets is this session's.
    var octets = 0
    /// Whether the registry counts this session among those that send a message.
    var isSending = false
    /// Whether a content is just being given to the store, and what it answered at once.
    var isSubmitting = false
    var promptOutcome: StoreOutcome?

    init(
        session: SessionConfiguration, peer: SocketAddress?, configuration: SMTPServerConfiguration,
        registry: SessionRegistry, store: @escaping CaptureStore, events: @escaping @Sendable (ServerEvent) -> Void
    ) {
        id = registry.nextID()
        machine = SessionStateMachine(
            configuration: session, origin: Origin(peer: peer?.authority, session: id), at: configuration.now())
        isImplicitTLS = session.encryption == .implicit
        self.configuration = configuration
        self.registry = registry
        self.store = store
        self.events = events
    }

    var summary: OpenSession {
        let silence = (context.map { $0.eventLoop.now - progressed } ?? .zero).nanoseconds / 1_000_000
        return OpenSession(
            origin: machine.knownOrigin, activity: machine.activity.rawValue, octets: machine.octetsReceived,
            silence: silence, suspicion: machine.suspicion)
    }

    // MARK: Channel events

    func channelActive(context: ChannelHandlerContext) {
        self.context = context
        events(.connected)
        progressed = context.eventLoop.now
        findProcess(context)
        if !registry.admit(self) {
            isMute = isImplicitTLS
            perform(machine.connectionRefused(at: configuration.now()))
        } else if isImplicitTLS {
            startTLS()
        } else {
            perform(machine.connectionOpened(at: configuration.now()))
        }
        if registry.isShuttingDown { shutDown() }
        readMore()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing else { return }
        let buffer = unwrapInboundIn(data)
        if isAwaitingTLS { return earlyHandshake.append(buffer) }
        perform(machine.received(buffer.readableBytesUInt8Span, at: configuration.now()))
        if machine.progress != progress {
            progress = machine.progress
            progressed = context.eventLoop.now
        }
        accountContent()
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
        switch event {
        case ChannelEvent.inputClosed: inputEnded()
        case TLSUserEvent.handshakeCompleted: handshakeCompleted()
        default: break
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        isClosing = true
        linger?.cancel()
        self.context = nil
        machine.connectionLost(at: configuration.now())
        accountContent()
        countSending()
        registry.remove(self)
        if pendingStores == 0 { report() }
        context.fireChannelInactive()
    }

    /// The client reset the connection, or its TLS is not ours.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if let failure = HandshakeFailure(error, alert: handshake?.alert) {
            isMute = true
            perform(machine.tlsFailed(failure.problem, detail: failure.reason, at: configuration.now()))
        }
        context.close(promise: nil)
    }

    // MARK: Server events

    func shutDown() {
        if isLingering { abort() }
        perform(machine.shutdownBegan(at: configuration.now()))
    }

    func abort() { context?.close(promise: nil) }

    /// Called about once a second.
    func timePassed() {
        guard let context else { return }
        let (now, clock) = (context.eventLoop.now, configuration.now())
        let isIdle = now - progressed >= TimeAmount(configuration.idleTimeout)
        if isStoring {
            guard now - storingSince >= TimeAmount(configuration.durabilityTimeout) else { return }
            // What the store still does with it is told as an event, and to the client no more.
            isStoring = false
            perform(machine.storeFailed(.failed, detail: "the store did not answer in time", at: clock))
            readMore()
        } else if isClosing {
            // The client does not fetch its last reply.
            if isIdle, !isLingering { abort() }
        } else if isIdle {
            perform(machine.timedOut(at: clock))
        } else if isMute, now - progressed >= Self.handshakePatience {
            machine.handshakeOverdue(at: clock)
        }
    }

    private func inputEnded() {
        isInputEnded = true
        if isClosing {
            context?.close(promise: nil)
        } else {
            perform(machine.inputEnded(at: configuration.now()))
        }
    }

    func report() {
        if let report = machine.report(at: configuration.now()) { events(.failed(report)) }
        events(.ended(id))
    }

    private func findProcess(_ context: ChannelHandlerContext) {
        guard let find = configuration.findProcess, let peer = context.remoteAddress, peer.isLoopback,
            let local = context.localAddress, registry.mayLookUp()
        else { return }
        let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
        let loop = context.eventLoop
        find(peer, local) { process in
            loop.execute { handler.value.machine.processFound(process) }
        }
    }

    // MARK: Actions

    func perform(_ actions: [SessionAction]) {
        guard let context else { return }
        var pending = actions[...]
        while let action = pending.popFirst() {
            let now = configuration.now()
            switch action {
            case .reply(let octets):
                guard !isMute else { continue }
                var written: EventLoopPromise<Void>?
                if case .close(let afterQuit) = pending.first {
                    pending = []
                    written = closing(context, afterQuit: afterQuit)
                }
                context.writeAndFlush(
                    wrapOutboundOut(context.channel.allocator.buffer(bytes: octets)), promise: written)
            case .startTLS: startTLS()
            case .consult(let stage, let subjects):
                pending += give(registry.verdict(at: stage, for: subjects), context.eventLoop)
            case .makeChallenge:
                let random = UInt64.random(in: 0 ... .max)
                pending += machine.challengeMade(Array("<\(random).\(now.microseconds)@roost>".utf8), at: now)
            case .verify(let credentials):
                pending += machine.credentialsVerified(configuration.verify(credentials), at: now)
            case .store(let capture): pending += store(capture, on: context.eventLoop)
            case .close(let afterQuit):
                if isMute {
                    isClosing = true
                    context.close(promise: nil)
                } else {
                    let written = closing(context, afterQuit: afterQuit)
                    context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: written)
                }
            }
        }
        countSending()
    }

    private func give(_ verdict: Verdict, _ loop: any EventLoop) -> [SessionAction] {
        guard verdict.delay > 0 else { return machine.verdictGiven(verdict, at: configuration.now()) }
        loop.assumeIsolated().scheduleTask(in: .milliseconds(verdict.delay)) { [self] in
            perform(machine.verdictGiven(verdict, at: configuration.now()))
            readMore()
        }
        return []
    }

    func readMore() {
        guard let context, !isReading, !isInputEnded, !isAwaitingTLS, !machine.isHoldingBytes,
            isClosing || context.channel.isWritable
        else { return }
        isReading = true
        context.read()
    }

    /// Once all is written, our side closes, and the whole when the client has closed its own; or at once when the client
    /// has said that nothing will follow. TLS has an end of its own.
    ///
    /// - Returns: To be fulfilled when the last octet is written.
    private func closing(_ context: ChannelHandlerContext, afterQuit: Bool) -> EventLoopPromise<Void> {
        isClosing = true
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenComplete { [self] result in
            guard let context = self.context else { return }
            guard case .success = result, !afterQuit, !isInputEnded, !registry.isShuttingDown, handshake == nil else {
                return context.close(promise: nil)
            }
            context.close(mode: .output, promise: nil)
            isLingering = true
            linger = context.eventLoop.assumeIsolated().scheduleTask(in: Self.lingering) { self.abort() }
            readMore()
        }
        return written
    }
}

extension SocketAddress {
    /// `127.0.0.1:53412`, `[::1]:53412`; `nil` for a socket without an IP address.
    fileprivate var authority: String? {
        guard let ipAddress, let port else { return nil }
        return ipAddress.contains(":") ? "[\(ipAddress)]:\(port)" : "\(ipAddress):\(port)"
    }

    fileprivate var isLoopback: Bool { ipAddress.map { $0.hasPrefix("127.") || $0 == "::1" } ?? false }
}
