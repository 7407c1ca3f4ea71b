import Foundation
import InternetMessage
import Testing

@testable import MessageCatalog

/// Holds roost-query(7) against the parser's tables.
@Suite struct QueryManualTests {
    private let page: String

    init() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Resources/roost-query.7")
        page = try String(contentsOf: file, encoding: .utf8)
            .replacing("\\-", with: "-").replacing("\\(dq", with: "\"")
    }

    /// The lines below that line of the page, up to the next macro that begins with `end`.
    private func lines(below head: String, upTo end: String) throws -> [String] {
        let lines = page.split(separator: "\n").map(String.init)
        let start = try #require(lines.firstIndex { $0.hasPrefix(head) })
        return Array(lines[(start + 1)...].prefix { !$0.hasPrefix(end) })
    }

    private func words(below head: String, upTo end: String) throws -> [String] {
        try lines(below: head, upTo: end).flatMap { $0.split(separator: " ").dropFirst().map(String.init) }
    }

    @Test func namesEveryTermOnce() throws {
        let terms = try lines(below: ".SH TERMS", upTo: ".SH").filter { $0.hasPrefix(".B ") && $0.hasSuffix(":") }
        #expect(terms.map { $0.dropFirst(3).dropLast() }.sorted() == Term.fieldNames.map { $0[...] }.sorted())
    }

    @Test func namesWhatAMessageMayHaveAndBe() throws {
        let features = try #require(try lines(below: ".B has:", upTo: ".SS").first)
        #expect(features == ".B " + Term.Feature.allCases.map(\.rawValue).joined(separator: " "))
        let states = try #require(try lines(below: ".B is:", upTo: ".SS").first)
        #expect(states == ".B " + Term.State.allCases.map(\.rawValue).joined(separator: " "))
    }

    @Test(arguments: [(".SS Errors", Check.Severity.error), (".SS Warnings", .warning), (".SS Notes", .note)])
    func namesChecks(head: String, severity: Check.Severity) throws {
        let codes = Check.Code.allCases.filter { $0.rule.severity == severity }
        #expect(try words(below: head, upTo: ".S") == codes.map(\.rawValue))
    }

    @Test func namesDefects() throws {
        #expect(try words(below: ".SH DEFECTS", upTo: ".SH") == Defect.Code.allCases.map(\.rawValue))
    }

    @Test func examplesCanBeRead() throws {
        let examples = try lines(below: ".EX", upTo: ".EE")
        #expect(examples.count > 3)
        for example in examples { _ = try Query(parsing: example, clock: QueryTests.clock) }
    }
}
