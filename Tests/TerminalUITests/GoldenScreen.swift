import Foundation
import Terminal
import Testing

/// Compares a screen with `Tests/Fixtures/screens/NAME.txt`: its text, then the role of each cell.
/// `ROOST_RECORD=1` rewrites the files; a mismatch leaves `NAME.txt.failed` beside them.
func expectGolden(_ screen: Screen, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures/screens")
    let file = folder.appendingPathComponent("\(name).txt")
    let picture = picture(of: screen)
    if ProcessInfo.processInfo.environment["ROOST_RECORD"] == "1" {
        try Data(picture.utf8).write(to: file)
        return
    }
    let expected = (try? String(decoding: Data(contentsOf: file), as: UTF8.self)) ?? ""
    let failed = folder.appendingPathComponent("\(name).txt.failed")
    if Array(expected.unicodeScalars) == Array(picture.unicodeScalars) {
        try? FileManager.default.removeItem(at: failed)
    } else {
        try Data(picture.utf8).write(to: failed)
        Issue.record("\(name): see \(failed.path)", sourceLocation: sourceLocation)
    }
}

private func picture(of screen: Screen) -> String {
    let rows = 0..<screen.size.rows
    let text = rows.map { "|" + screen.row($0).map(\.cluster).joined() + "|" }
    let roles = rows.map { "|" + String(screen.row($0).map(\.role.rawValue)) + "|" }
    let cursor = "cursor \(screen.cursor.column),\(screen.cursor.row)"
    return (text + [cursor] + roles).joined(separator: "\n") + "\n"
}
