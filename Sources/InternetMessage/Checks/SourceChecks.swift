import MailCore

extension MessageReader {
    /// What the octets of a message as they arrived will meet on their way: lines, controls, 8-bit octets.
    var sourceChecks: [Check] {
        let transfer = message.entities.filter { $0.kind == .leaf && $0.source == 0 }.flatMap { transferChecks(of: $0) }
        let isLarge = content.count > Limits.commonMessageSize
        return lineChecks + transfer + (isLarge ? [Check(.large, detail: String(content.count))] : [])
    }

    /// A content without a single CRLF was written to a file as text: its line ends are not the sender's.
    private var lineChecks: [Check] {
        var (bareLF, long) = (LineFinding(), LineFinding())
        var (lines, longest) = (0, 0)
        var (position, number) = (0, 0)
        let bytes = content.span
        while position < bytes.count {
            let line = Line(in: bytes, from: position)
            number += 1
            if line.next - line.end == 2 {
                lines += 1
            } else if line.next > line.end {
                bareLF.note(number, line.end..<line.next)
            }
            if line.end - line.start > Limits.line {
                long.note(number, line.start..<line.end)
                longest = max(longest, line.end - line.start)
            }
            position = line.next
        }
        return [
            bytes.count(of: .cr) > lines ? linesHolding(.cr).check(.bareCR) : nil,
            lines > 0 ? bareLF.check(.bareLF) : nil, bytes.count(of: 0) > 0 ? linesHolding(0).check(.nul) : nil,
            long.check(.lineTooLong, long.lines == 1 ? " \(longest)" : " up to \(longest)"),
        ].compactMap(\.self)
    }

    /// The lines that have an octet which is not part of their line end.
    private func linesHolding(_ octet: UInt8) -> LineFinding {
        var finding = LineFinding()
        var (position, number) = (0, 0)
        let bytes = content.span
        while position < bytes.count {
            let line = Line(in: bytes, from: position)
            number += 1
            for position in line.start..<line.end where bytes[position] == octet {
                finding.note(number, position..<(position + 1))
            }
            position = line.next
        }
        return finding
    }

    /// RFC 2045 section 6: what the declared encoding promises of the octets.
    private func transferChecks(of entity: Entity) -> [Check] {
        var checks: [Check] = []
        let body = content[entity.bodyRange]
        if !["8bit", "binary"].contains(entity.transferEncoding), !content.span.extracting(entity.bodyRange).isASCII,
            let first = body.firstIndex(where: { $0 >= 0x80 })
        {
            let end = body[first...].firstIndex { $0 < 0x80 } ?? body.endIndex
            let encoding = entity.transferEncoding ?? "7bit by default"
            checks.append(
                Check(.undeclared8bit, path: entity.path, range: first..<end, detail: "a body that is \(encoding)"))
        }
        if entity.effectiveEncoding == .base64, let (range, longest) = longBase64Line(in: entity.bodyRange) {
            checks.append(Check(.longBase64Line, path: entity.path, range: range, detail: String(longest)))
        }
        return checks
    }

    /// The first line that is too long, and the length of the longest.
    private func longBase64Line(in body: Range<Int>) -> (range: Range<Int>, longest: Int)? {
        var (position, longest, range) = (body.lowerBound, Limits.base64Line, Range<Int>?.none)
        while position < body.upperBound {
            let line = Line(in: content.span, from: position)
            let end = min(line.end, body.upperBound)
            if end - line.start > longest {
                range = range ?? line.start..<end
                longest = end - line.start
            }
            position = line.next
        }
        return range.map { ($0, longest) }
    }
}

/// The lines that have something, and where the first of them has it.
private struct LineFinding {
    private(set) var lines = 0
    private var first = 0
    private var last = 0
    private var range: Range<Int>?

    mutating func note(_ line: Int, _ found: Range<Int>) {
        if last == line { return }
        if range == nil { (range, first) = (found, line) }
        last = line
        lines += 1
    }

    /// `Line 3 has`, `12 lines, from line 3, have`
    func check(_ code: Check.Code, _ more: String = "") -> Check? {
        let subject = lines == 1 ? "Line \(first) has" : "\(lines) lines, from line \(first), have"
        return lines > 0 ? Check(code, range: range, detail: subject + more) : nil
    }
}
