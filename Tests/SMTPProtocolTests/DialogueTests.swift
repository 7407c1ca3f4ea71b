import MailCore
import SMTPProtocol
import Testing

@Suite struct DialogueTests {
    @Test(arguments: DialogueFixture.all)
    func whole(_ fixture: DialogueFixture) {
        expect(fixture, .whole)
    }

    @Test(arguments: DialogueFixture.all)
    func octetByOctet(_ fixture: DialogueFixture) {
        expect(fixture, .octets)
    }

    @Test(arguments: DialogueFixture.all)
    func randomSegments(_ fixture: DialogueFixture) {
        for seed in 0..<20 as Range<UInt64> { expect(fixture, .random(seed: seed)) }
    }

    @Test(arguments: DialogueFixture.all)
    func slowStore(_ fixture: DialogueFixture) {
        expect(fixture, .whole, isStoreSlow: true)
        expect(fixture, .octets, isStoreSlow: true)
    }

    @Test(arguments: DialogueFixture.all)
    func judged(_ fixture: DialogueFixture) {
        var player = DialoguePlayer(fixture)
        player.play(fixture, .octets)
        #expect(DialogueJudge.complaints(fixture, player) == [])
    }

    @Test func everyReplyCodeHasADialogue() {
        let codes = DialogueFixture.all.reduce(into: Set<String>()) { $0.formUnion($1.codes) }
        // 550 is what a rule says.
        let all = "214 220 221 235 250 252 334 354 421 451 452 500 501 502 503 504 530 535 550 552 554 555".split(
            separator: " "
        )
        .map(
            String.init
        )
        #expect(codes == Set(all))
        #expect(DialogueFixture.all.count >= 25)
    }

    @Test func everyProblemOfASessionHasADialogue() {
        let problems = DialogueFixture.all.flatMap(\.problems)
        // The server alone tells these apart.
        let ofTheServer: Set = ["tls-too-old", "tls-name-mismatch", "other"]
        #expect(Set(problems).union(ofTheServer) == Set(SessionProblem.allCases.map(\.rawValue)))
    }

    private func expect(
        _ fixture: DialogueFixture,
        _ segmentation: DialoguePlayer.Segmentation,
        isStoreSlow: Bool = false
    ) {
        var player = DialoguePlayer(fixture, isStoreSlow: isStoreSlow)
        player.play(fixture, segmentation)
        let transcript = player.transcript.map { $0.hasSuffix(" ") ? String($0.dropLast()) : $0 }
        let expected = fixture.expected.map { $0.hasSuffix(" ") ? String($0.dropLast()) : $0 }
        #expect(transcript == expected)
    }
}
