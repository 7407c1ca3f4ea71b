import MailCore

/// The charset that HTML declares for itself (HTML standard, section 13.2.3).
enum HTMLCharset {
    /// The label under which to read the octets of a text/html part: a byte order mark wins over the part's parameter, that
    /// over a `meta` element; and that counts only for what is not UTF-8 anyway.
    static func label(declared: [UInt8]?, _ bytes: [UInt8]) -> [UInt8]? {
        for (mark, label) in marks where bytes.starts(with: mark) { return Array(label.utf8) }
        if let declared { return declared }
        guard let label = labelInMeta(bytes.prefix(1024)) else { return nil }
        let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
        // The one charset in use whose octets are all ASCII.
        return isUTF8 && !label.equalsIgnoringCase("iso-2022-jp".utf8) ? nil : label
    }

    private static let marks: [([UInt8], String)] = [
        ([0xEF, 0xBB, 0xBF], "utf-8"), ([0xFE, 0xFF], "utf-16be"), ([0xFF, 0xFE], "utf-16le"),
    ]

    /// The value of `charset=` in the first `meta` element that has one, in either form.
    private static func labelInMeta(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        var rest = bytes
        while let open = rest.firstIndex(of: 0x3C) {
            rest = rest[(open + 1)...]
            guard rest.prefix(4).equalsIgnoringCase("meta".utf8) else { continue }
            let tag = rest.prefix { $0 != 0x3E }
            if let label = value(in: tag) { return label }
        }
        return nil
    }

    private static func value(in tag: ArraySlice<UInt8>) -> [UInt8]? {
        let lowercased = tag.map(\.lowercasedASCII)
        guard let name = lowercased.firstRange(of: Array("charset".utf8)) else { return nil }
        let isFiller = { (byte: UInt8) in byte.isBlank || byte == .cr || byte == .lf || byte == 0x22 || byte == 0x27 }
        let rest = lowercased[name.upperBound...].drop(while: isFiller)
        guard rest.first == 0x3D else { return nil }
        let label = rest.dropFirst().drop(while: isFiller).prefix { !isFiller($0) && $0 != 0x3B && $0 != 0x2F }
        return label.isEmpty ? nil : Array(label)
    }
}
