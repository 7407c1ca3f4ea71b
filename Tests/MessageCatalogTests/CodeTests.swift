import Testing

@testable import MessageCatalog

@Suite struct CodeTests {
    @Test(
        arguments: [
            ("Your code is 123456, not 2026.", ["123456"]), ("Your code: AB3-9XK", ["AB3-9XK"]),
            ("The old PIN was\n4711\n", ["4711"]), ("token = a1b2c3d4.", ["a1b2c3d4"]), ("OTP G-123456", ["G-123456"]),
            ("Use code SAVE20 today, or code WINTER", ["SAVE20", "WINTER"]), ("code is XKCD", ["XKCD"]),
            ("Enter this code to sign in to ACME Shop: 7F-33A9", ["7F-33A9"]),
            ("Your code, sent on 2026-11-23, is 991122", ["991122"]), ("Your password was changed by ADMIN", []),
            ("encode 123456", []), ("code 12", []), ("the code 123456789", []), ("code \u{FC}12345", []),
            ("code " + String(repeating: "x", count: 90) + " 123456", []), ("code -- 1234- 5678", ["1234"]), ("", []),
        ] as [(String, [String])])
    func whatIsCalledACodeIsFound(text: String, codes: [String]) {
        #expect(CodePattern(expression: nil).codes(in: [text]).first == codes.first || codes.isEmpty)
        #expect(CalledCodes.codes(in: text) == codes)
    }

    @Test func digitsThatStandAloneAreTheLastResort() {
        let any = CodePattern(expression: nil)
        #expect(any.codes(in: ["your number 4711", "and 123 or 815815"]) == ["4711", "815815"])
        #expect(any.codes(in: ["your number 4711", "the pin is 0815"]) == ["0815"])
    }
}
