package import MailCore
package import MessageCatalog

/// Names of files that hold what strangers sent: never a path, an option or an escape sequence.
package enum ExportFileName {
    /// Octets of a name that a stranger chose.
    private static let longest = 120

    /// `0042-your-invoice-is-ready.eml`: nothing of a subject but letters and digits of ASCII.
    package static func eml(_ summary: Summary) -> String {
        var slug: [UInt8] = []
        for byte in (summary.subject ?? "").utf8 where slug.count < 48 {
            if byte.isLetter || byte.isDigit {
                slug.append(byte.lowercasedASCII)
            } else if let last = slug.last, last != 0x2D {
                slug.append(0x2D)
            }
        }
        while slug.last == 0x2D { slug.removeLast() }
        let number = number(summary.id)
        return (slug.isEmpty ? number : number + "-" + String(decoding: slug, as: UTF8.self)) + ".eml"
    }

    /// `0042-invoice.pdf`: the last component of the name that was sent, without control and format characters, without
    /// leading dots and dashes. `taken` are the names that other attachments of the message have.
    package static func attachment(
        _ part: MessageDocument.Part, of id: MessageID, taken: inout Set<String>
    ) -> String {
        let sent = (part.filename ?? "").unicodeScalars.split { $0 == "/" || $0 == "\\" }.last.map(Array.init) ?? []
        let harmless = sent.filter { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
        var name = String(String.UnicodeScalarView(harmless.drop { $0 == "." || $0 == "-" || $0 == " " }))
        if name.isEmpty { name = "part-" + part.path + (part.contentType == "message/rfc822" ? ".eml" : "") }
        while name.utf8.count > longest { name.removeLast() }
        let dot = name.lastIndex(of: ".") ?? name.endIndex
        var unique = name
        var count = 1
        while !taken.insert(unique).inserted {
            count += 1
            unique = name[..<dot] + "-\(count)" + name[dot...]
        }
        return number(id) + "-" + unique
    }

    /// At least four digits.
    private static func number(_ id: MessageID) -> String {
        let digits = String(id.rawValue)
        return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}
