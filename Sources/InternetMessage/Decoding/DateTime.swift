package import MailCore

/// A date-time with its obsolete forms (RFC 5322 sections 3.3 and 4.3).
package struct DateTime: Hashable, Sendable {
    package var timestamp: Timestamp
    /// Seconds east of UTC.
    package var offsetSeconds: Int

    /// Parses an unfolded field body; `nil` when it is no date.
    package init?(parsing body: [UInt8]) {
        var words = Self.words(body)[...]
        if let first = words.first, first.first?.isLetter == true { words.removeFirst() }
        guard words.count >= 4, let day = Self.number(words.removeFirst(), digits: 1...2),
            let month = Self.month(words.removeFirst()), let year = Self.year(words.removeFirst()),
            let time = Self.time(words.removeFirst()), let offset = Self.offset(words.first)
        else { return nil }
        let civil = CivilTime(
            year: year, month: month, day: day, hour: time.hour, minute: time.minute, second: time.second)
        guard let timestamp = Timestamp(civil: civil, offsetSeconds: offset) else { return nil }
        self.timestamp = timestamp
        offsetSeconds = offset
    }

    /// What commas, blanks and comments separate. Blanks around a colon do not (RFC 5322 section 4.3).
    private static func words(_ body: [UInt8]) -> [[UInt8]] {
        var words: [[UInt8]] = []
        var word: [UInt8] = []
        var scanner = FieldBodyScanner(body)
        while !scanner.isAtEnd {
            let isSeparated = scanner.skipSeparators()
            guard let byte = scanner.next() else { break }
            if isSeparated, !word.isEmpty, byte != 0x3A, word.last != 0x3A {
                words.append(word)
                word = []
            }
            word.append(byte)
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    private static func number(_ word: some Collection<UInt8>, digits: ClosedRange<Int>) -> Int? {
        guard digits.contains(word.count), word.allSatisfy(\.isDigit) else { return nil }
        return word.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private static func month(_ word: [UInt8]) -> Int? {
        let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        let name = word.prefix(3)
        return months.firstIndex { name.equalsIgnoringCase($0.utf8) }.map { $0 + 1 }
    }

    /// Two digits up to 49 are of this century; two others, and three, count from 1900.
    private static func year(_ word: [UInt8]) -> Int? {
        guard let year = number(word, digits: 2...4) else { return nil }
        switch word.count {
        case 2: return year < 50 ? 2000 + year : 1900 + year
        case 3: return 1900 + year
        default: return year
        }
    }

    private static func time(_ word: [UInt8]) -> (hour: Int, minute: Int, second: Int)? {
        let parts = word.split(separator: 0x3A, omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), let hour = number(parts[0], digits: 1...2),
            let minute = number(parts[1], digits: 1...2)
        else { return nil }
        guard parts.count == 3 else { return (hour, minute, 0) }
        guard let second = number(parts[2], digits: 1...2) else { return nil }
        return (hour, minute, second)
    }

    /// Seconds east of UTC. No zone, and a name without a meaning, is UTC; `nil` for a number that is no offset.
    private static func offset(_ word: [UInt8]?) -> Int? {
        guard let word, let sign = word.first else { return 0 }
        if sign == 0x2B || sign == 0x2D {
            guard let number = number(word.dropFirst(), digits: 4...4), number % 100 < 60, number / 100 < 24
            else { return nil }
            let seconds = (number / 100 * 60 + number % 100) * 60
            return sign == 0x2D ? -seconds : seconds
        }
        let zones = ["edt": -4, "est": -5, "cdt": -5, "cst": -6, "mdt": -6, "mst": -7, "pdt": -7, "pst": -8]
        return (zones[String(decoding: word.map(\.lowercasedASCII), as: UTF8.self)] ?? 0) * 3600
    }
}
