import Foundation
import Testing

/// The dialogues of `Tests/Fixtures/smtp`.
extension DialogueFixture: CustomTestStringConvertible {
    var testDescription: String { name }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../Fixtures/smtp").standardizedFileURL

    static let all: [DialogueFixture] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".txt") }.sorted().compactMap { try? DialogueFixture(file: $0) }
    }()

    init(file: String) throws {
        self.init(name: file, text: try String(contentsOf: Self.folder.appending(path: file), encoding: .utf8))
    }

    /// The problem its report names, at most one.
    var problems: [String] {
        expected.filter { $0.hasPrefix("R:") }.map { line in String(line.dropFirst(3).prefix { $0 != " " && $0 != ":" })
        }
    }

    /// The reply codes it shows.
    var codes: Set<String> { Set(expected.filter { $0.hasPrefix("S:") }.map { String($0.dropFirst(3).prefix(3)) }) }
}
