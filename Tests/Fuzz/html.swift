import HTMLText
import TerminalText

/// Reads any text as HTML and shows it: nothing traps, no line is wider than it may be, and nothing reaches a terminal
/// that the sanitiser would change. The first octet chooses the width.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    let html = String(decoding: bytes.dropFirst(), as: UTF8.self)
    let width = 2 + Int(bytes.first ?? 0) % 100
    let document = HTMLDocument(html)
    let lines = document.lines(width: width)
    for line in lines.dropLast(document.targets.count) { precondition(CellWidth.width(of: line.text) <= width) }
    for run in lines.flatMap(\.runs) { precondition(SafeText(line: run.text).string == run.text) }
    precondition(document.links.allSatisfy { $0.offset < html.utf8.count && $0.number <= document.targets.count })
    for line in SafeText.lines(html, width: width) { precondition(line.width <= width) }
    _ = document.text
    _ = document.findings + PlainText.findings(in: html)
    return 0
}
