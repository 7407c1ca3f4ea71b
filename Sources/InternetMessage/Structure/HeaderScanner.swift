import MailCore

/// Gathers the fields of one header section, line by line (RFC 5322 section 2.2).
struct HeaderScanner {
    private(set) var section = HeaderSection()
    private(set) var defects: [Defect.Code] = []

    /// Takes a line. Returns where the body begins once the section has ended, else `nil`.
    mutating func add(_ line: Line, of bytes: Span<UInt8>) -> Int? {
        if line.isEmpty { return line.next }
        if bytes[line.start].isBlank {
            continueField(to: line.end)
        } else if let nameEnd = nameEnd(line, bytes) {
            addField(line, bytes, nameEnd: nameEnd)
        } else {
            note(.missingHeaderSeparator)
            return line.start
        }
        return nil
    }

    private mutating func continueField(to end: Int) {
        guard let last = section.fields.last else { return note(.strayContinuation) }
        if defects.contains(.tooManyHeaders) { return }
        section.fields[section.fields.count - 1].bodyRange = last.bodyRange.lowerBound..<end
    }

    private mutating func addField(_ line: Line, _ bytes: Span<UInt8>, nameEnd: Int) {
        guard section.fields.count < Limits.headerFields else { return note(.tooManyHeaders) }
        var colon = nameEnd
        while bytes[colon].isBlank { colon += 1 }
        section.fields.append(
            HeaderSection.Field(nameRange: line.start..<nameEnd, bodyRange: (colon + 1)..<line.end))
    }

    /// Where the field name ends; `nil` when the line is no field.
    private func nameEnd(_ line: Line, _ bytes: Span<UInt8>) -> Int? {
        var end = line.start
        while end < line.end, bytes[end].isVisible, bytes[end] != 0x3A { end += 1 }
        var colon = end
        while colon < line.end, bytes[colon].isBlank { colon += 1 }
        return end > line.start && colon < line.end && bytes[colon] == 0x3A ? end : nil
    }

    private mutating func note(_ code: Defect.Code) {
        if !defects.contains(code) { defects.append(code) }
    }
}
