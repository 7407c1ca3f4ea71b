/// The folded texts of a message in an index, good during a call only.
struct IndexedTexts {
    let fields: UnsafeRawBufferPointer
    let bodies: UnsafeRawBufferPointer
    let features: UInt16
    let isPartial: Bool

    /// Whether a field of those holds the literal, or a body; `nil` when only the content can tell.
    func holds(_ literal: Literal, in wanted: IndexedFields, orBodies: Bool = false) -> Bool? {
        guard !literal.bytes.isEmpty else { return nil }
        var start = 0
        while let place = literal.firstPlace(in: fields, from: start) {
            if let octet = field(at: place), wanted.contains(octet: octet) { return true }
            start = place + 1
        }
        if orBodies, literal.firstPlace(in: bodies, from: 0) != nil { return true }
        return isPartial ? nil : false
    }

    /// Whether one of the texts of a field is as wanted; `nil` when only the content can tell.
    func contains(_ wanted: IndexedField, where isWanted: (String) -> Bool) -> Bool? {
        var start = 0
        while start + 1 < fields.count {
            let end = fields[(start + 1)...].firstIndex(of: IndexedField.mark) ?? fields.count
            if fields[start + 1] == wanted.octet,
                isWanted(String(decoding: fields[(start + 2)..<max(start + 2, end)], as: UTF8.self))
            {
                return true
            }
            start = end
        }
        return isPartial ? nil : false
    }

    func has(_ feature: Term.Feature) -> Bool { features & feature.bit != 0 }

    /// The number of the field that a place lies in.
    private func field(at place: Int) -> UInt8? {
        guard let mark = fields[..<place].lastIndex(of: IndexedField.mark), mark + 1 < place else { return nil }
        return fields[mark + 1]
    }
}

extension Term.Feature {
    /// Its place among the features of a row, which is part of the format.
    var bit: UInt16 {
        switch self {
        case .attachment: 1
        case .inline: 2
        case .html: 4
        case .text: 8
        case .link: 16
        case .defect: 32
        case .calendar: 64
        case .tag: 128
        }
    }
}
