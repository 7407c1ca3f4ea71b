import MessageStore

/// The folded texts of the messages, which lie one behind the other.
extension SegmentIndex {
    /// The folded texts of a message; `nil` when they are not known, or not what was written.
    func withTexts<R>(of row: Int, _ body: (IndexedTexts) -> R) -> R? {
        guard row >= 0, row < rowCount else { return nil }
        let known = outline(of: row)
        guard known.bits & IndexRow.known != 0 else { return nil }
        let (fields, bodies) = (place(of: row...row, in: .fields), place(of: row...row, in: .bodies))
        guard areSound(fields), areSound(bodies) else { return nil }
        defer { withExtendedLifetime(octets) {} }
        return body(
            IndexedTexts(
                fields: UnsafeRawBufferPointer(rebasing: octets.bytes[fields]),
                bodies: UnsafeRawBufferPointer(rebasing: octets.bytes[bodies]),
                features: known.features, isPartial: known.bits & IndexRow.partial != 0))
    }

    /// Whether all texts are what was written.
    var areTextsSound: Bool { areSound(header.texts) }

    /// What the texts of some rows say to a query that asks for a literal: `false` where they do not hold it, `nil` where
    /// more must be asked.
    ///
    /// - Returns: `nil` when the texts are not what was written.
    func answers(of rows: ClosedRange<Int>, to needle: Needle) -> [Bool?]? {
        guard rows.lowerBound >= 0, rows.upperBound < rowCount else { return nil }
        var answers = rows.map { outline(of: $0).bits == IndexRow.known ? Bool?.some(false) : nil }
        let found: Bool? = needle.decides ? true : nil
        // Fields lie closer together than bodies.
        if !needle.fields.isEmpty {
            let areSound = ask(rows, for: needle.literal, in: .fields, &answers) { row in
                holds(needle.literal, in: needle.fields, of: row) ? found : false
            }
            guard areSound else { return nil }
        }
        if needle.isInBodies {
            guard ask(rows, for: needle.literal, in: .bodies, &answers, { _ in found }) else { return nil }
        }
        return answers
    }

    private func holds(_ literal: Literal, in fields: IndexedFields, of row: Int) -> Bool {
        let texts = IndexedTexts(
            fields: UnsafeRawBufferPointer(rebasing: octets.bytes[place(of: row...row, in: .fields)]),
            bodies: UnsafeRawBufferPointer(start: nil, count: 0), features: 0, isPartial: false)
        return texts.holds(literal, in: fields) == true
    }

    /// - Parameter answer: What it means that a row whose answer was `false` holds the literal.
    /// - Returns: `false` when the texts are not what was written.
    private func ask(
        _ rows: ClosedRange<Int>, for literal: Literal, in area: IndexHeader.Area, _ answers: inout [Bool?],
        _ answer: (_ row: Int) -> Bool?
    ) -> Bool {
        defer { withExtendedLifetime(octets) {} }
        let all = place(of: rows, in: area)
        var (row, position) = (rows.lowerBound, all.lowerBound)
        while position < all.upperBound {
            // In pieces, each of which is looked through while it is at hand.
            let next = min(position + Self.searchPiece, all.upperBound)
            // What begins in this piece may end in the next one.
            let reach = position..<min(next + literal.bytes.count - 1, all.upperBound)
            guard areSound(reach) else { return false }
            let text = UnsafeRawBufferPointer(rebasing: octets.bytes[reach])
            guard let hit = literal.firstPlace(in: text, from: 0) else {
                position = next
                continue
            }
            while row < rows.upperBound, place(of: row...row, in: area).upperBound <= position + hit { row += 1 }
            if answers[row - rows.lowerBound] == false { answers[row - rows.lowerBound] = answer(row) }
            row += 1
            while row <= rows.upperBound, answers[row - rows.lowerBound] != false { row += 1 }
            guard row <= rows.upperBound else { break }
            position = max(place(of: row...row, in: area).lowerBound, position + hit + 1)
        }
        return true
    }

    private static let searchPiece = 64 * 1024

    private func outline(of row: Int) -> IndexRow.Texts {
        IndexRow.Texts(octets.bytes, at: starts[IndexHeader.Area.rows.rawValue] + row * IndexRow.size)
    }

    private func areSound(_ place: Range<Int>) -> Bool {
        guard let texts else { return true }
        let start = header.texts.lowerBound
        return texts.areSound(place.lowerBound - start..<place.upperBound - start)
    }

    /// Where the texts of some rows stand: from where the first one says to where the one behind the last begins.
    private func place(of rows: ClosedRange<Int>, in area: IndexHeader.Area) -> Range<Int> {
        let start = starts[area.rawValue]
        let size = header.lengths[area.rawValue]
        let first = min(Int(outline(of: rows.lowerBound).start(of: area)), size)
        let end = rows.upperBound + 1 < rowCount ? Int(outline(of: rows.upperBound + 1).start(of: area)) : size
        return start + first..<start + max(first, min(end, size))
    }
}

extension IndexRow.Texts {
    fileprivate func start(of area: IndexHeader.Area) -> UInt32 { area == .fields ? fieldsStart : bodiesStart }
}
