import SMTPProtocol
import Testing

@testable import RoostKit

@Suite struct CredentialCheckTests {
    private func isRight(_ user: String, _ proof: Credentials.Proof) -> Bool {
        CredentialCheck.isRight(
            Credentials(mechanism: .plain, user: user, proof: proof), passwords: ["tim": "tanstaaftanstaaf"])
    }

    @Test func secrets() {
        #expect(isRight("tim", .secret(Array("tanstaaftanstaaf".utf8))))
        #expect(!isRight("tim", .secret(Array("tanstaaf".utf8))))
        #expect(!isRight("tom", .secret(Array("tanstaaftanstaaf".utf8))))
    }

    /// The example of RFC 2195 section 2.
    @Test func digests() {
        let challenge = Array("<1896.697170952@postoffice.reston.mci.net>".utf8)
        let digest = Array("b913a602c7eda7a495b4e6e7334d3890".utf8)
        #expect(isRight("tim", .digest(challenge: challenge, hexadecimal: digest)))
        #expect(!isRight("tim", .digest(challenge: challenge + [0x20], hexadecimal: digest)))
        #expect(!isRight("tim", .digest(challenge: challenge, hexadecimal: [])))
    }
}
