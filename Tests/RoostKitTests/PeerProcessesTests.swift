import Foundation
import NIOCore
import NIOPosix
import Testing

@testable import RoostKit

/// Where the kernel does not say whose a socket is, this fails instead of waiting.
@Suite(.timeLimit(.minutes(1))) struct PeerProcessesTests {
    @Test(arguments: ["127.0.0.1", "::1"])
    func theProcessOfAConnectionIsFound(host: String) async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        guard let server = try? await ServerBootstrap(group: group).bind(host: host, port: 0).get() else { return }
        let local = try #require(server.localAddress)
        let client = try await ClientBootstrap(group: group).connect(to: local).get()
        let peer = try #require(client.localAddress)
        let peers = PeerProcesses()
        // A child that another test is just spawning holds what it inherits until it executes its program.
        var process = ""
        for _ in 0..<100 where !process.hasSuffix("[\(getpid())]") {
            process = await withCheckedContinuation { continuation in
                peers.find(peer: peer, local: local) { continuation.resume(returning: $0) }
            }
        }
        #expect(process.hasSuffix("[\(getpid())]"), "\(process)")
        #expect(SocketDiagnosis.inode(local: peer, remote: try SocketAddress(ipAddress: host, port: 1)) == nil)
        try await client.close()
        try await server.close()
    }
}
