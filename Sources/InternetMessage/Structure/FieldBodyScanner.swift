import MailCore

/// Walks an unfolded structured field body by the tokens of RFC 2045 section 5.1, forgiving what mailers get wrong.
struct FieldBodyScanner {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position >= bytes.count }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// Never goes beyond the end.
    mutating func advance() { position = min(position + 1, bytes.count) }

    mutating func skip(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        position += 1
        return true
    }

    /// Comments nest (RFC 5322 section 3.2.2); one that is not closed runs to the end.
    mutating func skipBlanksAndComments() {
        while let byte = current {
            if byte == 0x28 {
                skipComment()
            } else if byte.isBlank {
                position += 1
            } else {
                return
            }
        }
    }

    /// Skips blanks, comments and commas, and says whether there were any.
    mutating func skipSeparators() -> Bool {
        let start = position
        while let byte = current, byte.isBlank || byte == 0x28 || byte == 0x2C {
            if byte == 0x2C { position += 1 } else { skipBlanksAndComments() }
        }
        return position > start
    }

    mutating func next() -> UInt8? {
        defer { advance() }
        return current
    }

    mutating func skip(past byte: UInt8) {
        while let next = current, next != byte { position += 1 }
        advance()
    }

    /// `token` in lower case; empty when there is none here. Quotes around it are dropped.
    mutating func token() -> [UInt8] {
        skipBlanksAndComments()
        while current == 0x22 { position += 1 }
        let start = position
        while let byte = current, isTokenOctet(byte) { position += 1 }
        let token = bytes[start..<position].map(\.lowercasedASCII)
        while current == 0x22 { position += 1 }
        skipBlanksAndComments()
        return token
    }

    /// Everything up to a blank, `=`, `;` or `(`, in lower case.
    mutating func parameterName() -> [UInt8] {
        let start = position
        while let byte = current, !byte.isBlank, byte != 0x3D, byte != 0x3B, byte != 0x28 { position += 1 }
        return bytes[start..<position].map(\.lowercasedASCII)
    }

    mutating func parameterValue() -> [UInt8] {
        current == 0x22 ? quotedString() : unquotedValue()
    }

    /// A backslash quotes only `"` and `\`: before anything else it is itself, as in Windows paths.
    private mutating func quotedString() -> [UInt8] {
        position += 1
        var value: [UInt8] = []
        while let byte = current, byte != 0x22 {
            position += 1
            if byte == 0x5C, let next = current, next == 0x22 || next == 0x5C {
                value.append(next)
                position += 1
            } else {
                value.append(byte)
            }
        }
        advance()
        return value
    }

    /// Up to a semicolon, a comment, or a blank before what looks like the next parameter.
    private mutating func unquotedValue() -> [UInt8] {
        var value: [UInt8] = []
        while let byte = current, byte != 0x3B {
            let start = position
            if byte.isBlank {
                while let blank = current, blank.isBlank { position += 1 }
                if current == 0x28 || current == 0x3B || current == nil || isAtParameter { break }
            } else {
                position += 1
            }
            value += bytes[start..<position]
        }
        return value
    }

    /// Whether a parameter begins here.
    var isAtParameter: Bool {
        var end = position
        while end < bytes.count, isTokenOctet(bytes[end]) { end += 1 }
        return end > position && end < bytes.count && bytes[end] == 0x3D
    }

    private mutating func skipComment() {
        var depth = 0
        while let byte = current {
            position += 1
            switch byte {
            case 0x28: depth += 1
            case 0x29: depth -= 1
            case 0x5C: advance()
            default: break
            }
            if depth == 0 { return }
        }
    }

    private func isTokenOctet(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x28, 0x29, 0x3C, 0x3E, 0x40, 0x2C, 0x3B, 0x3A, 0x5C, 0x22, 0x2F, 0x5B, 0x5D, 0x3F, 0x3D: false
        default: byte.isVisible || byte >= 0x80
        }
    }
}
