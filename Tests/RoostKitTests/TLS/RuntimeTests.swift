import SystemPackage
import Testing

@testable import RoostKit

@Suite struct RuntimeTests {
    @Test(arguments: Runtime.allCases)
    func linesNameTheCertificate(runtime: Runtime) {
        #expect(
            runtime.lines(trusting: "/state/tls/ca.pem").contains {
                $0.contains(" /state/tls/ca.pem") || $0.hasSuffix("=/state/tls/ca.pem")
            })
    }

    @Test func pathsAreOneWordOfAShell() {
        #expect(Runtime.node.lines(trusting: "/it's a/ca.pem") == [#"export NODE_EXTRA_CA_CERTS='/it'\''s a/ca.pem'"#])
        #expect(Runtime.node.lines(trusting: "/$(id)/ca.pem") == ["export NODE_EXTRA_CA_CERTS='/$(id)/ca.pem'"])
    }

    @Test func pathsAreOneWordForJava() {
        #expect(
            Runtime.java.lines(trusting: "/a b/ca.pem").last
                == #"export JAVA_TOOL_OPTIONS="${JAVA_TOOL_OPTIONS-} "'-Djavax.net.ssl.trustStore="/a b/java-truststore"'"#
        )
    }
}
