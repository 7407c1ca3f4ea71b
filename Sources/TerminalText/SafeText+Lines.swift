extension SafeText {
    /// Octets of one line; what is longer is cut into several.
    private static let lineLength = 64 * 1024

    /// Message text or a field's value: broken at LF and CRLF, tabs to multiples of eight, odd scalars made visible.
    /// A line end at the end of the text does not begin another line.
    package static func lines(_ text: some StringProtocol) -> [SafeText] {
        var lines: [SafeText] = []
        var sanitizer = Sanitizer(for: .text)
        var (length, hasCarriageReturn) = (0, false)
        for scalar in text.unicodeScalars {
            if scalar == "\n" {
                lines.append(sanitizer.finish())
                (sanitizer, length, hasCarriageReturn) = (Sanitizer(for: .text), 0, false)
                continue
            }
            if hasCarriageReturn { sanitizer.append("\r") }
            hasCarriageReturn = scalar == "\r"
            if hasCarriageReturn { continue }
            if length >= lineLength {
                sanitizer.append(control: "\\")
                lines.append(sanitizer.finish())
                (sanitizer, length) = (Sanitizer(for: .text), 0)
            }
            sanitizer.append(scalar)
            length += 1
        }
        if hasCarriageReturn { sanitizer.append("\r") }
        let last = sanitizer.finish()
        return last.isEmpty ? lines : lines + [last]
    }

    /// A line of stored bytes with its line end: `$` stands for CRLF, `<LF>` and `<CR>` for those alone, `\xE9` for an
    /// octet that is not UTF-8.
    ///
    /// - Parameter marksTabs: Whether a tab is shown as `^I`, not as the blanks it stands for.
    package static func source(_ line: some Collection<UInt8>, marksTabs: Bool = false) -> SafeText {
        let bytes = Array(line)
        let ending = bytes.suffix(2) == [0x0D, 0x0A] ? 2 : bytes.last == 0x0A ? 1 : 0
        var sanitizer = Sanitizer(for: .source)
        var iterator = bytes.dropLast(ending).makeIterator()
        var parser = Unicode.UTF8.ForwardParser()
        var offset = 0
        parsing: while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let encoded):
                offset += encoded.count
                let scalar = Unicode.UTF8.decode(encoded)
                switch scalar {
                case "\r": sanitizer.append(control: "<CR>")
                case "\t" where marksTabs: sanitizer.append(control: "^I")
                default: sanitizer.append(scalar)
                }
            case .error(let length):
                for byte in bytes[offset..<(offset + length)] {
                    sanitizer.append(control: "\\x" + hexadecimal(UInt32(byte), digits: 2))
                }
                offset += length
            case .emptyInput:
                break parsing
            }
        }
        if ending > 0 { sanitizer.append(control: ending == 2 ? "$" : "<LF>") }
        return sanitizer.finish()
    }
}
