import MailCore

/// ISO-2022-JP (RFC 1468) as Japanese mailers really send it: with the rows of vendors, such as NEC row 13, with
/// half-width katakana, JIS X 0212, and katakana in 8 bits. Its shift states are undone here, into EUC-JP for libc.
enum ISO2022JP {
    private enum State {
        case ascii, roman, katakana, jisX0208, jisX0212
    }

    /// U+FFFD for each octet that fits nowhere.
    ///
    /// - Parameter converter: From EUC-JP-MS.
    static func decode(_ bytes: [UInt8], by converter: Iconv) -> (utf8: [UInt8], isValid: Bool) {
        var text = UnshiftedText(converter: converter)
        var state = State.ascii
        var isShiftedOut = false
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte == 0x1B, let (next, length) = escape(bytes, at: position) {
                (state, isShiftedOut) = (next, false)
                position += length
                continue
            }
            if state == .ascii, !isShiftedOut, byte >= 0x20, byte < 0x80 {
                var end = position + 1
                while end < bytes.count, bytes[end] >= 0x20, bytes[end] < 0x80 { end += 1 }
                text.append(bytes[position..<end])
                position = end
                continue
            }
            position += 1
            switch (byte, state) {
            case (0x1B, _): text.appendReplacement()
            case (0x0E, _): isShiftedOut = true
            case (0x0F, _): isShiftedOut = false
            case (0x21...0x5F, _) where isShiftedOut, (0x21...0x5F, .katakana): text.append([0x8E, byte | 0x80])
            case (0xA1...0xDF, _): text.append([0x8E, byte])
            case (0x5C, .roman): text.append(text: "¥")
            case (0x7E, .roman): text.append(text: "‾")
            case (0x21...0x7E, .jisX0208), (0x21...0x7E, .jisX0212):
                if state == .jisX0212 { text.append(0x8F) }
                text.append(byte | 0x80)
                guard position < bytes.count, (0x21...0x7E).contains(bytes[position]) else { continue }
                text.append(bytes[position] | 0x80)
                position += 1
            case (.lf, _):
                // A line begins in ASCII (RFC 1468): a mailer that forgot to shift back spoils one line.
                state = .ascii
                text.append(byte)
            default: text.append(byte)
            }
        }
        return text.finish()
    }

    /// A designation, and its length.
    private static func escape(_ bytes: [UInt8], at position: Int) -> (State, Int)? {
        let rest = bytes[(position + 1)...].prefix(3)
        let designations: [(String, State)] = [
            ("(B", .ascii), ("(J", .roman), ("(H", .roman), ("(I", .katakana), ("$@", .jisX0208), ("$B", .jisX0208),
            ("$(@", .jisX0208), ("$(B", .jisX0208), ("$(D", .jisX0212),
        ]
        for (designation, state) in designations where rest.starts(with: designation.utf8) {
            return (state, 1 + designation.utf8.count)
        }
        return nil
    }
}
