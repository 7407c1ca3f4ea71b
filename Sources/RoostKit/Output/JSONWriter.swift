import MailCore

/// JSON as it is written (RFC 8259): UTF-8 without any blanks.
///
/// What leaves Roost goes through here, straight into octets: a message may have a million recipients. Files that Roost
/// reads again are `Codable`.
package struct JSONWriter {
    private(set) var bytes: [UInt8] = []

    mutating func null() { bytes += "null".utf8 }

    mutating func bool(_ value: Bool) { bytes += (value ? "true" : "false").utf8 }

    mutating func number(_ value: some BinaryInteger) { bytes += String(value).utf8 }

    /// Escapes what must be, and nothing else (RFC 8259 section 7).
    mutating func string(_ text: String) {
        bytes.append(0x22)
        var text = text
        text.withUTF8 { octets in
            var written = 0
            for (position, octet) in octets.enumerated() where octet < 0x20 || octet == 0x22 || octet == 0x5C {
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: octets[written..<position]))
                bytes += Self.escape(octet)
                written = position + 1
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: octets[written...]))
        }
        bytes.append(0x22)
    }

    mutating func array(_ elements: some Sequence<some JSONValue>) {
        bytes.append(0x5B)
        separated(elements) { json, element in element.write(to: &json) }
        bytes.append(0x5D)
    }

    /// Members are written in the order of their names, so that equal objects are equal lines.
    mutating func object(_ members: JSONMembers) {
        bytes.append(0x7B)
        separated(members.sorted) { json, member in
            let (name, value) = member
            json.string(name)
            json.bytes.append(0x3A)
            value.write(to: &json)
        }
        bytes.append(0x7D)
    }

    private mutating func separated<Item>(
        _ items: some Sequence<Item>, _ write: (inout JSONWriter, Item) -> Void
    ) {
        var isFirst = true
        for item in items {
            if !isFirst { bytes.append(0x2C) }
            isFirst = false
            write(&self, item)
        }
    }

    private static func escape(_ octet: UInt8) -> [UInt8] {
        switch octet {
        case 0x22, 0x5C: [0x5C, octet]
        case 0x08: [0x5C, 0x62]
        case 0x09: [0x5C, 0x74]
        case 0x0A: [0x5C, 0x6E]
        case 0x0C: [0x5C, 0x66]
        case 0x0D: [0x5C, 0x72]
        default: [0x5C, 0x75, 0x30, 0x30, .hexDigit(octet >> 4) | 0x20, .hexDigit(octet & 15) | 0x20]
        }
    }
}
