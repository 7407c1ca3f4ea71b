import SMTPProtocol
import Testing

@Suite struct RejectRuleTests {
    private func rule(_ text: String) throws -> RejectRule { try RejectRule(parsing: text) }

    @Test func allOfARule() throws {
        let rule = try rule("rcpt:*@bounce.test=550 5.1.1 no such user x3")
        #expect(rule.stage == .rcpt)
        #expect(rule.glob == "*@bounce.test")
        #expect(rule.outcome == .refuse(Reply(550, "5.1.1", "no such user")))
        #expect(rule.times == 3)
    }

    @Test(arguments: [
        ("connect=421 busy", Reply(421, "4.0.0", "busy")),
        ("DATA=554", Reply(554, "5.0.0", "Refused by a --reject rule")),
        ("mail:a=b@c.test=451 4.7.1 x=1", Reply(451, "4.7.1", "x=1")),
        ("auth:ann=535 5.7.8.9 odd", Reply(535, "5.0.0", "5.7.8.9 odd")),
    ])
    func replies(text: String, reply: Reply) throws {
        #expect(try rule(text).outcome == .refuse(reply))
    }

    @Test func dropAndDelay() throws {
        #expect(try rule("mail:x@y.test=drop x2").outcome == .drop)
        #expect(try rule("mail=delay 1500ms").outcome == .delay(1_500))
        #expect(try rule("mail=delay 3s x1").times == 1)
    }

    @Test(arguments: [
        "", "rcpt", "rcpt=", "rcpt:x", "helo=550 x", "rcpt=250 ok", "rcpt=600 x", "rcpt=5500 x", "rcpt=delay",
        "rcpt=delay soon", "rcpt=550 4.1.1 x", "rcpt=550 x\r\ny", "rcpt=550 \u{1B}[31m", "rcpt=drop it",
        "rcpt=550 x x0",
    ])
    func noRules(text: String) {
        #expect(throws: RejectRule.SyntaxError.self) { try rule(text) }
    }

    @Test(
        arguments: [
            ("*", "", true), ("*@x.test", "A@X.TEST", true), ("?@x.test", "ab@x.test", false),
            ("a*b*c", "aXbYbc", true),
            ("a*b*c", "aXbYbcd", false), ("", "", true), ("", "a", false), ("**a**", "bab", true), ("ä*", "äx", true),
        ] as [(String, String, Bool)])
    func globs(pattern: String, text: String, isMatch: Bool) throws {
        var rules = RejectRules([try rule("mail:\(pattern)=550 no")])
        #expect((rules.verdict(at: .mail, for: [text]) != .accept) == isMatch)
    }

    @Test func aGlobOfStarsIsNoTrap() throws {
        var rules = RejectRules([try rule("mail:\(String(repeating: "*a", count: 200))*b=550 no")])
        #expect(rules.verdict(at: .mail, for: [String(repeating: "a", count: 4_000)]) == .accept)
    }

    @Test func inOrderAndSoManyTimes() throws {
        var rules = RejectRules([try rule("rcpt:*@a.test=451 one x2"), try rule("rcpt=452 two x1")])
        let verdicts = (0..<4).map { _ in rules.verdict(at: .rcpt, for: ["u@a.test"]).rule }
        #expect(verdicts == ["rcpt:*@a.test=451 one x2", "rcpt:*@a.test=451 one x2", "rcpt=452 two x1", nil])
        #expect(rules.verdict(at: .mail, for: ["u@a.test"]) == .accept)
        #expect(rules.stages == [.rcpt])
    }
}
