import Foundation
import MailCore
import Testing

/// Holds the table of .github/docs/troubleshooting.md against what Roost says of sessions.
@Suite struct TroubleshootingTests {
    @Test func theTableIsWhatRoostSays() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent(".github/docs/troubleshooting.md")
        let page = try String(contentsOf: file, encoding: .utf8)
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst(2).map(String.init)
        let expected = SessionProblem.allCases.filter { $0 != .other }.map { problem in
            "| \(problem.advice.reason) | \(problem.advice.fix) |"
        }
        #expect(Set(rows) == Set(expected))
        #expect(rows.count == expected.count)
    }
}
