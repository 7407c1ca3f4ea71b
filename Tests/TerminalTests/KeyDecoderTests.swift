import Testing

@testable import Terminal

struct KeyDecoderTests {
    @Test(
        arguments: [
            (0x61, Key.character("a")), (0x0D, .enter), (0x0A, .enter), (0x09, .tab), (0x1B, .escape),
            (0x7F, .backspace),
            (0x08, .backspace), (0x03, .control("c")), (0x1A, .control("z")), (0x20, .character(" ")),
            (0x65E5, .character("日")),
            (0, nil), (0x9B, nil), (0xD800, nil), (0xFFFF_FFFF, nil),
        ] as [(UInt32, Key?)])
    func characters(code: UInt32, key: Key?) {
        var decoder = KeyDecoder()
        #expect(decoder.decode(character: code) == key)
    }

    @Test(
        arguments: [
            (0o403, Key.up), (0o402, .down), (0o522, .pageDown), (0o523, .pageUp), (0o411, .function(1)),
            (0o424, .function(12)),
            (0o541, .backTab), (0o632, nil), (-1, nil),
        ] as [(Int32, Key?)])
    func functions(code: Int32, key: Key?) {
        var decoder = KeyDecoder()
        #expect(decoder.decode(function: code) == key)
    }

    @Test func aPasteIsOneKey() {
        var decoder = KeyDecoder()
        #expect(decoder.decode(function: KeyDecoder.pasteBegins) == nil)
        for code in "dq\r\u{3}".unicodeScalars { #expect(decoder.decode(character: code.value) == nil) }
        #expect(decoder.decode(function: KeyDecoder.pasteEnds) == .paste("dq\n\u{3}"))
        #expect(decoder.decode(character: 0x71) == .character("q"))
    }

    @Test func settingsComeFromTheEnvironment() {
        let local = TerminalSettings(environment: ["TERM": "", "NO_COLOR": ""])
        #expect(local.term == nil && local.usesColour && !local.isRemote && local.escapeDelay == 25)
        let remote = TerminalSettings(environment: ["TERM": "vt100", "NO_COLOR": "1", "SSH_CONNECTION": "a b"])
        #expect(remote.term == "vt100" && !remote.usesColour && remote.escapeDelay == 100)
    }

    @Test func signalsAreOneUntilLookedAt() throws {
        let wake = try WakeDescriptor()
        #expect(!wake.drain())
        for _ in 0..<100_000 { wake.signal() }
        #expect(wake.drain())
        #expect(!wake.drain())
    }
}
