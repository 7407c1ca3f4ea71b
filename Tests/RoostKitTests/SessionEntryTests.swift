import MailCore
import Testing

@testable import RoostKit

@Suite struct SessionEntryTests {
    private func report(_ problem: SessionProblem, _ detail: String = "") -> SessionReport {
        SessionReport(
            origin: Origin(
                peer: "127.0.0.1:5000", process: "php[7]", helo: Array("app".utf8),
                session: SessionID(listener: 3, number: 9), began: Timestamp(microseconds: 1_000_000)),
            ended: Timestamp(microseconds: 2_000_000), problem: problem, detail: Array(detail.utf8))
    }

    @Test(arguments: SessionProblem.allCases)
    func everyProblemHasAReasonAndAFix(problem: SessionProblem) throws {
        let entry = SessionEntry(report(problem))
        let (reason, fix) = try (#require(entry.reason), #require(entry.fix))
        #expect(reason.count > 5 && fix.count > 5)
        #expect(!reason.contains("\n") && !fix.contains("\n"))
        let others = SessionProblem.allCases.filter { $0 != problem }
        #expect(!others.contains { $0.advice.reason == problem.advice.reason })
    }

    @Test func nothingAClientSentReachesTheTerminalAsItWas() {
        let line = SessionLine.text(SessionEntry(report(.commandSyntax, "\u{1B}]0;owned\u{7}\r\nfake line")))
        #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
    }

    @Test func theObjectHasEveryKey() {
        let line = SessionObject(report(.mailSyntax, "MAIL FROM:x")).line
        #expect(
            line == #"{"auth":null,"count":1,"ended":"1970-01-01T00:00:02.000000Z","#
                + #""fix":"it must be MAIL FROM:<address>, and its parameters known","helo":"app","messages":[],"#
                + #""outcome":"rejected","peer":"127.0.0.1:5000","process":"php[7]","#
                + #""reason":"a MAIL command that cannot be read: MAIL FROM:x","session":"3.9","#
                + #""started":"1970-01-01T00:00:01.000000Z","tls":null}"#)
    }

    @Test(
        arguments: [
            ("process:php", true), ("peer:127.0.0.1", true), ("helo:app", true), ("session:3.9", true),
            ("syntax", false),
            ("\"cannot be read\"", true), ("process:ruby", false), ("rejected", true),
        ] as [(String, Bool)])
    func queriesSpeakAboutSessions(query: String, isMatch: Bool) throws {
        let selection = try Selection([query], scope: nil)
        #expect(selection.matches(SessionEntry(report(.mailSyntax, "MAIL FROM:x"))) == isMatch)
    }
}
