import MailCore
import Synchronization

/// What the octets of a charset mean, each by itself, so that nothing is composed.
struct SingleByteTable: Sendable {
    /// By octet: its meaning in UTF-8, the first octet lowest, and above them how many they are.
    private let meanings: [UInt32]
    /// The octets that mean nothing.
    private let gaps: Set<UInt8>
    private let isASCIICompatible: Bool

    /// - Parameter meaning: Of an octet; `nil` for nothing, which is shown as U+FFFD.
    init(_ meaning: (UInt8) -> Unicode.Scalar?) {
        var gaps: Set<UInt8> = []
        meanings = (UInt8.min...UInt8.max).map { octet in
            let scalar = meaning(octet)
            if scalar == nil { gaps.insert(octet) }
            let utf8 = UTF8.encode(scalar ?? "\u{FFFD}").map(Array.init) ?? []
            return utf8.reversed().reduce(0) { $0 << 8 | UInt32($1) } | UInt32(utf8.count) << 24
        }
        self.gaps = gaps
        isASCIICompatible = meanings.prefix(0x80).enumerated().allSatisfy { $1 == UInt32($0) | 1 << 24 }
    }

    func decode(_ bytes: [UInt8]) -> (text: String, isValid: Bool) {
        if isASCIICompatible, bytes.span.isASCII { return (String(decoding: bytes, as: UTF8.self), true) }
        let isValid = gaps.isEmpty || !bytes.contains(where: gaps.contains)
        return meanings.withUnsafeBufferPointer { meanings in
            bytes.withUnsafeBufferPointer { bytes in
                var size = 0
                for byte in bytes { size &+= Int(meanings[Int(byte)] &>> 24) }
                // Each meaning is stored as four octets, of which the next overwrites what is too much.
                let text = String(unsafeUninitializedCapacity: size + 3) { output in
                    let output = UnsafeMutableRawBufferPointer(output)
                    var count = 0
                    for byte in bytes {
                        let meaning = meanings[Int(byte)]
                        output.storeBytes(of: meaning.littleEndian, toByteOffset: count, as: UInt32.self)
                        count &+= Int(meaning &>> 24)
                    }
                    return size
                }
                return (text, isValid)
            }
        }
    }
}

extension SingleByteTable {
    static let windows1252 = SingleByteTable { Unicode.Scalar(Windows1252.codePoint($0)) }

    /// ASCII, and 8-bit octets from U+F780 on.
    static let userDefined = SingleByteTable { $0 < 0x80 ? Unicode.Scalar($0) : Unicode.Scalar(0xF700 + UInt16($0)) }

    /// Mac OS Roman, of which libc knows an older edition.
    static let macintosh = SingleByteTable { $0 < 0x80 ? Unicode.Scalar($0) : macintoshUpper[Int($0) - 0x80] }

    private static let macintoshUpper: [UnicodeScalar] = Array(
        """
        ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰\
        ÂÊÁËÈÍÎÏÌÓÔ\u{F8FF}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ
        """.unicodeScalars)

    /// A charset that libc knows under this name; `nil` when it does not. Each is asked for once.
    static func named(_ name: String) -> SingleByteTable? {
        if let table = known.withLock({ $0[name] }) { return table }
        guard let converter = Iconv(from: name) else { return nil }
        let table = SingleByteTable { octet in
            var text: [UInt8] = []
            guard converter.convert([octet], into: &text) else { return nil }
            return String(decoding: text, as: UTF8.self).unicodeScalars.first
        }
        known.withLock { $0[name] = table }
        return table
    }

    private static let known = Mutex<[String: SingleByteTable]>([:])
}
