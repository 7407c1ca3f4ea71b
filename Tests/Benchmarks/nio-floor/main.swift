import Glibc
import NIOCore
import NIOPosix

// nio-floor PORT FILE: the least that a receiver built on SwiftNIO does: fixed replies, contents appended to FILE as they
// come, one fdatasync for all that came in a turn of the loop, then their 250. No parser, no record, no limits. What it
// takes is what a listener on SwiftNIO cannot do without.

/// Contents of one turn of the loop, on the disk together.
final class Committer {
    private let descriptor: CInt
    private var waiting: [(content: [ByteBuffer], done: () -> Void)] = []

    init(_ path: String) { descriptor = open(path, O_CREAT | O_WRONLY | O_APPEND | O_TRUNC, 0o600) }

    func commit(_ content: [ByteBuffer], on loop: any EventLoop, _ done: @escaping () -> Void) {
        waiting.append((content, done))
        guard waiting.count == 1 else { return }
        let committer = NIOLoopBound(self, eventLoop: loop)
        loop.execute { committer.value.write() }
    }

    private func write() {
        for (content, _) in waiting {
            for part in content {
                _ = part.withUnsafeReadableBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            }
        }
        fdatasync(descriptor)
        let answered = waiting
        waiting = []
        for (_, done) in answered { done() }
    }
}

final class Handler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let committer: Committer
    private var content: [ByteBuffer]?

    init(_ committer: Committer) { self.committer = committer }

    func channelActive(context: ChannelHandlerContext) {
        say("220 localhost\r\n", context)
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        if content == nil { command(buffer, context) } else { take(buffer, context) }
    }

    func channelReadComplete(context: ChannelHandlerContext) { context.read() }

    private func command(_ buffer: ByteBuffer, _ context: ChannelHandlerContext) {
        switch buffer.getInteger(at: buffer.readerIndex, as: UInt8.self) {
        case UInt8(ascii: "D"):
            content = []
            say("354 go on\r\n", context)
        case UInt8(ascii: "Q"):
            say("221 bye\r\n", context)
            context.close(promise: nil)
        default: say("250 Ok\r\n", context)
        }
    }

    private func take(_ buffer: ByteBuffer, _ context: ChannelHandlerContext) {
        content?.append(buffer)
        guard buffer.readableBytesView.suffix(5).elementsEqual("\r\n.\r\n".utf8), let whole = content else { return }
        content = nil
        let handler = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        committer.commit(whole, on: context.eventLoop) { handler.value.0.say("250 Ok\r\n", handler.value.1) }
    }

    private func say(_ text: StaticString, _ context: ChannelHandlerContext) {
        var buffer = context.channel.allocator.buffer(capacity: text.utf8CodeUnitCount)
        buffer.writeStaticString(text)
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    }
}

guard CommandLine.arguments.count == 3, let port = Int(CommandLine.arguments[1]) else {
    print("usage: nio-floor PORT FILE")
    exit(2)
}
let path = CommandLine.arguments[2]
let loop = MultiThreadedEventLoopGroup.singleton.next()
let committer = try loop.submit { NIOLoopBound(Committer(path), eventLoop: loop) }.wait()
let channel = try ServerBootstrap(group: loop)
    .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
    .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
    .childChannelOption(.autoRead, value: false)
    .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(Handler(committer.value))
        }
    }
    .bind(host: "127.0.0.1", port: port).wait()
try channel.closeFuture.wait()
