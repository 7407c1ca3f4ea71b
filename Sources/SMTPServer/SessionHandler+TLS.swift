import MailCore
import NIOCore
import NIOSSL
import SMTPProtocol

/// The handshake, before the first command or after STARTTLS.
extension SessionHandler {
    func startTLS() {
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

    func handshakeCompleted() {
        isMute = false
        progressed = context?.eventLoop.now ?? progressed
        let now = configuration.now()
        machine.tlsEstablished(handshake?.description ?? "TLS", at: now)
        if isImplicitTLS { perform(machine.connectionOpened(at: now)) }
        readMore()
    }
}
