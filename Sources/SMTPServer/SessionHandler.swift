import MailCore
import NIOCore
import NIOSSL
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

    private var machine: SessionStateMachine
    private let id: SessionID
    private let configuration: SMTPServerConfiguration
    private let registry: SessionRegistry
    private let store: CaptureStore
    private let events: @Sendable (ServerEvent) -> Void
    private var context: ChannelHandlerContext?
    private var handshake: HandshakeReader?
    /// Whether TLS comes before the first command.
    private let isImplicitTLS: Bool
    /// Whether no reply can be written: the handshake is not done.
    private var isMute = false
    /// Whether what TLS needs is being made.
    private var isAwaitingTLS = false
    /// What of the client's handshake came meanwhile: a read was on its way when STARTTLS was answered.
    private var earlyHandshake: [ByteBuffer] = []
    private var isStoring = false
    private var isInputEnded = false
    private var isClosing = false
    /// Whether our side is closed and only the client's end is awaited.
    private var isLingering = false
    private var isReading = false
    private var linger: Scheduled<Void>?
    private var progress = 0
    private var progressed = NIODeadline.uptimeNanoseconds(0)
    private var storingSince = NIODeadline.uptimeNanoseconds(0)
    /// Contents that are with the store, those included that are not waited for any more.
    private var pendingStores = 0
    /// What of the registry's content octets is this session's.
    private var octets = 0
    /// Whether the registry counts this session among those that send a message.
    private var isSending = false
    /// Whether a content is just being given to the store, and what it answered at once.
    private var isSubmitting = false
    private var promptOutcome: StoreOutcome?

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

    /// The store answered later.
    private func storeFinished(_ outcome: StoreOutcome, octets: Int, isAwaited: Bool) {
        let actions = take(outcome, octets: octets, isAwaited: isAwaited)
        guard context != nil else {
            if pendingStores == 0 { report() }
            return
        }
        guard isAwaited else { return }
        perform(actions)
        readMore()
    }

    private func take(_ outcome: StoreOutcome, octets: Int, isAwaited: Bool) -> [SessionAction] {
        pendingStores -= 1
        registry.contentOctets -= octets
        if case .stored(let id) = outcome { events(.stored(id)) } else { events(.storeFailed) }
        guard isAwaited else { return [] }
        isStoring = false
        progressed = context?.eventLoop.now ?? progressed
        return machine.storeFinished(outcome, at: configuration.now())
    }

    private func report() {
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

    // MARK: TLS

    private func startTLS() {
        guard let context else { return }
        isMute = true
        isAwaitingTLS = true
        registry.tls.get(on: context.eventLoop).assumeIsolated().whenComplete { [self] result in
            isAwaitingTLS = false
            guard let context = self.context, !isClosing else { return }
            do {
                let handshake = HandshakeReader()
                self.handshake = handshake
                let pipeline = context.pipeline.syncOperations
                try pipeline.addHandler(NIOSSLServerHandler(context: result.get()), position: .before(self))
                try pipeline.addHandler(handshake, position: .first)
                for buffer in earlyHandshake { pipeline.fireChannelRead(NIOAny(buffer)) }
                earlyHandshake = []
                readMore()
            } catch {
                events(.tlsUnavailable("\(error)"))
                perform(machine.tlsFailed(.tlsFailed, detail: "\(error)", at: configuration.now()))
            }
        }
    }

    private func handshakeCompleted() {
        isMute = false
        progressed = context?.eventLoop.now ?? progressed
        let now = configuration.now()
        machine.tlsEstablished(handshake?.description ?? "TLS", at: now)
        if isImplicitTLS { perform(machine.connectionOpened(at: now)) }
        readMore()
    }

    // MARK: Actions

    private func perform(_ actions: [SessionAction]) {
        guard let context else { return }
        var pending = actions[...]
        while let action = pending.popFirst() {
            let now = configuration.now()
            switch action {
            case .reply(let octets):
                guard !isMute else { continue }
                context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: octets)), promise: nil)
            case .startTLS: startTLS()
            case .consult(let stage, let subjects):
                pending += give(registry.verdict(at: stage, for: subjects), context.eventLoop)
            case .makeChallenge:
                let random = UInt64.random(in: 0 ... .max)
                pending += machine.challengeMade(Array("<\(random).\(now.microseconds)@roost>".utf8), at: now)
            case .verify(let credentials):
                pending += machine.credentialsVerified(configuration.verify(credentials), at: now)
            case .store(let capture): pending += store(capture, on: context.eventLoop)
            case .close: close(context)
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

    /// - Returns: What is to be done now, when the store answered at once.
    private func store(_ capture: Capture, on loop: any EventLoop) -> [SessionAction] {
        isStoring = true
        pendingStores += 1
        let began = loop.now
        storingSince = began
        let octets = capture.content.count
        registry.contentOctets += octets
        let handler = NIOLoopBound(self, eventLoop: loop)
        isSubmitting = true
        store(capture, registry.sending <= 1) { outcome in
            if loop.inEventLoop, handler.value.isSubmitting {
                handler.value.promptOutcome = outcome
                return
            }
            loop.execute {
                let session = handler.value
                let isAwaited = session.isStoring && session.storingSince == began
                session.storeFinished(outcome, octets: octets, isAwaited: isAwaited)
            }
        }
        isSubmitting = false
        guard let outcome = promptOutcome else { return [] }
        promptOutcome = nil
        return take(outcome, octets: octets, isAwaited: true)
    }

    private func countSending() {
        guard machine.isInTransaction != isSending else { return }
        isSending.toggle()
        registry.sending += isSending ? 1 : -1
    }

    /// Tells the registry what the session holds, and the session when that is too much for all together.
    private func accountContent() {
        account(machine.octetsHeld)
        guard registry.isOverMemory, octets > 0 else { return }
        machine.contentDenied()
        account(machine.octetsHeld)
    }

    private func account(_ held: Int) {
        registry.contentOctets += held - octets
        octets = held
    }

    private func readMore() {
        guard let context, !isStoring, !isReading, !isInputEnded, !isAwaitingTLS,
            isClosing || context.channel.isWritable
        else { return }
        isReading = true
        context.read()
    }

    /// Closes our side once all is written, and the whole when the client has closed its own. TLS has an end of its own.
    private func close(_ context: ChannelHandlerContext) {
        isClosing = true
        guard !isMute else { return context.close(promise: nil) }
        let flushed = context.eventLoop.makePromise(of: Void.self)
        flushed.futureResult.assumeIsolated().whenComplete { [self] result in
            guard let context = self.context else { return }
            guard case .success = result, !isInputEnded, !registry.isShuttingDown, handshake == nil else {
                return context.close(promise: nil)
            }
            context.close(mode: .output, promise: nil)
            isLingering = true
            linger = context.eventLoop.assumeIsolated().scheduleTask(in: Self.lingering) { self.abort() }
            readMore()
        }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: flushed)
    }
}

extension SessionStateMachine {
    fileprivate mutating func storeFinished(_ outcome: StoreOutcome, at time: Timestamp) -> [SessionAction] {
        switch outcome {
        case .stored(let id): contentStored(id: id, at: time)
        case .full: storeFailed(.full, at: time)
        case .locked(let detail): storeFailed(.locked, detail: detail, at: time)
        case .failed(let detail): storeFailed(.failed, detail: detail, at: time)
        }
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
