import MailCore

/// HZ (RFC 1843): GB 2312 in 7 bits, which libc does not know. Its shift states are undone here, into GB 18030 for libc.
enum HZ {
    /// U+FFFD for each octet that fits nowhere. Octets of 8 bits are GB 18030, as mailers without the shifts send them.
    ///
    /// - Parameter converter: From GB18030.
    static func decode(_ bytes: [UInt8], by converter: Iconv) -> (utf8: [UInt8], isValid: Bool) {
        var text = UnshiftedText(converter: converter)
        var isShifted = false
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            let next = position + 1 < bytes.count ? bytes[position + 1] : nil
            var length = 1
            switch (byte, next) {
            case (tilde, 0x7B): (isShifted, length) = (true, 2)
            case (tilde, 0x7D): (isShifted, length) = (false, 2)
            case (tilde, tilde):
                text.append(tilde)
                length = 2
            // A tilde at the end of a line joins it with the next.
            case (tilde, .lf): length = 2
            case (tilde, .cr) where position + 2 < bytes.count && bytes[position + 2] == .lf: length = 3
            case (.lf, _):
                // A line begins in ASCII: a mailer that forgot to shift back spoils one line.
                isShifted = false
                text.append(byte)
            case (0x21..<tilde, let trail?) where isShifted && (0x21...tilde).contains(trail):
                text.append([byte | 0x80, trail | 0x80])
                length = 2
            case (tilde, _),
                (0x21..<tilde, _) where isShifted:
                text.appendReplacement()
            default: text.append(byte)
            }
            position += length
        }
        return text.finish()
    }

    private static let tilde: UInt8 = 0x7E
}
