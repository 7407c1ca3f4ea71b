/// A line of a message: CRLF or a bare LF ends it, a bare CR does not.
package struct Line: Sendable {
    /// Where the line begins.
    package var start: Int
    /// Where its text ends, before the line break.
    package var end: Int
    /// Where the next line begins.
    package var next: Int

    /// The line that begins at `start`, which must be inside `bytes`.
    package init(in bytes: Span<UInt8>, from start: Int) {
        self.start = start
        guard let lf = bytes.firstLF(from: start) else {
            end = bytes.count
            next = bytes.count
            return
        }
        end = lf > start && bytes[lf - 1] == .cr ? lf - 1 : lf
        next = lf + 1
    }

    package var isEmpty: Bool { start == end }
}
