import Foundation
import MailCore
import MessageCatalog
import Testing

@testable import RoostKit

/// The hostile corpus through every text that a command prints for people, and every name of a file.
struct HostileOutputTests {
    @Test func textsOfMessages() throws {
        for document in try HostileMail.stored.get() {
            var report = MessageReport(document, isRedacted: false)
            var masked = MessageReport(document, isRedacted: true)
            let texts: [(String, [String])] = [
                ("show", MessageText.lines(document, width: 80)), ("headers", MessageText.headers(document)),
                ("envelope", SessionText.envelope(document)), ("transcript", SessionText.transcript(document)),
                ("report", report.lines()), ("masked report", masked.lines()),
                ("row", [MessageLine.text(document.summary)]),
            ]
            for (name, lines) in texts {
                for line in lines {
                    #expect(
                        obeyed(in: line).isEmpty && !line.contains("\n"), "\(name) of \(document.summary.id)")
                }
            }
            for part in document.parts where part.size != nil {
                guard let bytes = try? PartContent.bytes(of: part.path, in: document, isForTerminal: true) else {
                    continue
                }
                #expect(obeyed(in: String(decoding: bytes, as: UTF8.self)).isEmpty, "\(document.summary.id)")
            }
        }
    }

    @Test func rowsOfSessions() {
        for problem in SessionProblem.allCases {
            let line = SessionLine.text(SessionEntry(HostileMail.report(problem)))
            #expect(obeyed(in: line).isEmpty && !line.contains("\n") && line.contains("^[[6666;1H"))
        }
    }

    @Test func namesOfFiles() throws {
        for document in try HostileMail.stored.get() {
            var taken: Set<String> = []
            let names =
                [ExportFileName.eml(document.summary)]
                + document.parts.map { ExportFileName.attachment($0, of: document.summary.id, taken: &taken) }
            for name in names {
                #expect(
                    obeyed(in: name).isEmpty && !name.contains("\n") && !name.contains("/"), "\(document.summary.id)")
                #expect(name.utf8.count <= 255)
            }
        }
    }

    /// What a terminal is shown of JSON and of octets as they came.
    @Test func whatIsForAProgramWhenATerminalGetsIt() throws {
        for document in try HostileMail.stored.get() {
            let object = DocumentObject(document).line
            let line = StandardOutput.fitForTerminal(line: object)
            #expect(obeyed(in: line).isEmpty, "\(document.summary.id)")
            let (shown, meant) = (Data(line.utf8), Data(object.utf8))
            let same = try JSONSerialization.jsonObject(with: shown) as? NSDictionary
            #expect(try same == JSONSerialization.jsonObject(with: meant) as? NSDictionary)
            let source = String(decoding: StandardOutput.fitForTerminal(document.source), as: UTF8.self)
            #expect(obeyed(in: source).isEmpty, "\(document.summary.id)")
        }
    }
}
