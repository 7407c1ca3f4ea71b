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
        let process = await withCheckedContinuation { continuation in
            peers.find(peer: peer, local: local) { continuation.resume(returning: $0) }
        }
        // A process that is just being spawned may hold what it inherits for a moment, and has the same name.
        let name = try String(contentsOfFile: "/proc/self/comm", encoding: .utf8).trimmingCharacters(in: .newlines)
        #expect(process.hasPrefix(name + "["), "\(process)")
        #expect(SocketDiagnosis.inode(local: peer, remote: try SocketAddress(ipAddress: host, port: 1)) == nil)
        try await client.close()
        try await server.close()
    }
}
