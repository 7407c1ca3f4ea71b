import MailCore

extension Placeholder {
    /// The first octet from a position on that a placeholder may begin with: a sign of a template, or the first letter of
    /// a word that programs print for a missing value, where a word begins.
    static func firstOpening(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard let base = UnsafeRawPointer(text.baseAddress) else { return nil }
        return openings.withUnsafeBufferPointer { openings in
            var position = start
            while position < text.count {
                let isLast = position == text.count &- 1
                let pair =
                    isLast
                    ? UInt16(text[position])
                    : UInt16(littleEndian: base.loadUnaligned(fromByteOffset: position, as: UInt16.self))
                if openings[Int(pair)], isSign(text[position]) || !isWithinWord(position, text) { return position }
                position &+= 1
            }
            return nil
        }
    }

    /// By an octet and the one behind it, which is the higher half: so nearly all places of a text are passed over at once.
    private static let openings: [Bool] = (UInt16.min...UInt16.max).map { pair in
        let octet = UInt8(truncatingIfNeeded: pair)
        return isSign(octet) || missing.contains { $0[0] == octet && $0[1] == UInt8(pair >> 8) }
    }

    private static func isSign(_ octet: UInt8) -> Bool {
        switch octet {
        case 0x23...0x25, 0x2A, 0x3C, 0x5B, 0x7B: true
        default: false
        }
    }

    private static func isWithinWord(_ position: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        position > 0 && (text[position - 1].isLetter || text[position - 1].isDigit)
    }
}
