import Foundation
import Testing

/// `--docker` in a network of its own, whose bridge is made as an engine makes it.
@Suite(.enabled(if: Network.isOwn, "only root may make a network")) struct ContainerTests {
    private func serve(_ network: String, at scratch: Scratch) throws -> Conversation {
        let command = "\(Program.path) serve --docker --listen 1025 --submission off --smtps off"
        return try Conversation(
            "/usr/bin/unshare",
            ["-n", "/bin/sh", "-c", "PATH=$PATH:/usr/sbin:/sbin; ip link set lo up; \(network); exec \(command)"],
            at: scratch)
    }

    @Test func loopbackAndTheBridgeAreListenedOnAndNothingElse() throws {
        let scratch = try Scratch()
        let server = try serve(
            "ip link add docker0 type bridge; ip address add 172.17.0.1/16 dev docker0; ip link set docker0 up; "
                + "ip link add other type bridge; ip address add 192.0.2.1/24 dev other; ip link set other up",
            at: scratch)
        let lines = (0..<3).compactMap { _ in server.line() }
        #expect(
            lines == ["127.0.0.1", "[::1]", "172.17.0.1"].map { "listening on smtp://\($0):1025" })
        #expect(try Program.run("stop", at: scratch).code == 0)
        var rest: [String] = []
        while let line = server.line() { rest.append(line) }
        #expect(!rest.contains { $0.hasPrefix("listening on") }, "\(rest)")
        #expect(server.child.wait() == 0)
    }

    @Test func withoutABridgeOneLineSaysWhatToDo() throws {
        let scratch = try Scratch()
        let server = try serve("true", at: scratch)
        #expect(server.line() == nil)
        #expect(server.child.wait() == 3)
    }
}

private enum Network {
    /// Whether this process may make one.
    static let isOwn: Bool = {
        guard geteuid() == 0, let scratch = try? Scratch() else { return false }
        let command = "PATH=$PATH:/usr/sbin:/sbin; ip link add docker0 type bridge"
        let output = scratch.file("output")
        let child = try? Child(
            "/usr/bin/unshare", ["-n", "/bin/sh", "-c", command], at: scratch, output: output, errors: output)
        return child?.wait() == 0
    }()
}
