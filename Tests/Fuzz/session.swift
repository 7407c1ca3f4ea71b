import MailCore
import SMTPProtocol

/// Plays any text as a dialogue of `Tests/Fixtures/smtp`: whole, octet by octet, at random and with a store that answers
/// late, all with the same outcome, which the judge finds nothing wrong with.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    let fixture = DialogueFixture(name: "", text: String(decoding: bytes, as: UTF8.self))
    var octets = DialoguePlayer(fixture)
    octets.play(fixture, .octets)
    let seed = bytes.reduce(UInt64(count)) { $0 &* 31 &+ UInt64($1) }
    for (segmentation, isStoreSlow) in [(.whole, false), (.random(seed: seed), true), (.whole, true)]
        as [(DialoguePlayer.Segmentation, Bool)]
    {
        var other = DialoguePlayer(fixture, isStoreSlow: isStoreSlow)
        other.play(fixture, segmentation)
        guard other.transcript == octets.transcript, other.captures.map(Kept.init) == octets.captures.map(Kept.init)
        else { fatalError("the outcome differs: \(octets.transcript) or \(other.transcript)") }
    }
    let complaints = DialogueJudge.complaints(fixture, octets)
    guard complaints.isEmpty else { fatalError((complaints + octets.transcript).joined(separator: "\n")) }
    return 0
}

/// What must be the same of a message however its octets came: all but the times.
private struct Kept: Equatable {
    let envelope: Envelope
    let content: [UInt8]
    let dialogue: [[UInt8]]

    init(_ capture: Capture) {
        envelope = capture.envelope
        content = capture.content
        dialogue = capture.dialogue.map(\.text)
    }
}
