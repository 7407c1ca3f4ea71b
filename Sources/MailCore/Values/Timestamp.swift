/// A point in time: microseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
package struct Timestamp: Hashable, Comparable, Sendable {
    package var microseconds: Int64

    package init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }

    /// Date and time of day at an offset from UTC, on the proleptic Gregorian calendar.
    package func civil(offsetSeconds: Int = 0) -> CivilTime {
        let shifted = microseconds + Int64(offsetSeconds) * 1_000_000
        let (days, time) = shifted.flooredDivision(by: 86_400_000_000)
        let date = CivilTime.date(daysSince1970: days)
        return CivilTime(
            year: date.year, month: date.month, day: date.day,
            hour: Int(time / 3_600_000_000), minute: Int(time / 60_000_000 % 60), second: Int(time / 1_000_000 % 60),
            microsecond: Int(time % 1_000_000))
    }

    /// RFC 3339 in UTC with six decimals: `2026-11-23T12:31:45.123456Z`, the only form in the log.
    package var rfc3339: String {
        var octets: [UInt8] = []
        octets.append(self)
        return String(decoding: octets, as: UTF8.self)
    }

    /// Reads exactly what ``rfc3339`` writes; `nil` for anything else.
    package init?(rfc3339 text: some Collection<UInt8>) {
        let bytes = Array(text)
        let time = bytes.withUnsafeBytes { Timestamp(rfc3339: $0) }
        guard let time else { return nil }
        self = time
    }

    /// The same without a copy.
    package init?(rfc3339 bytes: UnsafeRawBufferPointer) {
        guard let civil = CivilTime(rfc3339: bytes), let timestamp = Timestamp(civil: civil) else { return nil }
        self = timestamp
    }

    /// `nil` when a field is out of its range. Second 60 is taken as the first of the next minute.
    package init?(civil: CivilTime, offsetSeconds: Int = 0) {
        guard (1...12).contains(civil.month), (-9999...9999).contains(civil.year),
            (1...CivilTime.days(inMonth: civil.month, of: civil.year)).contains(civil.day),
            (0...23).contains(civil.hour),
            (0...59).contains(civil.minute), (0...60).contains(civil.second), (0...999_999).contains(civil.microsecond)
        else { return nil }
        let days = CivilTime.daysSince1970(year: civil.year, month: civil.month, day: civil.day)
        let seconds = days * 86_400 + Int64(civil.hour * 3600 + civil.minute * 60 + civil.second - offsetSeconds)
        self.init(microseconds: seconds * 1_000_000 + Int64(civil.microsecond))
    }
}

extension [UInt8] {
    /// In the form of ``Timestamp/rfc3339``.
    package mutating func append(_ time: Timestamp) {
        let civil = time.civil()
        append(civil.year, digits: 4, then: 0x2D)
        append(civil.month, digits: 2, then: 0x2D)
        append(civil.day, digits: 2, then: 0x54)
        append(civil.hour, digits: 2, then: 0x3A)
        append(civil.minute, digits: 2, then: 0x3A)
        append(civil.second, digits: 2, then: .dot)
        append(civil.microsecond, digits: 6, then: 0x5A)
    }

    private mutating func append(_ number: Int, digits: Int, then divider: UInt8) {
        var rest = number.magnitude
        append(contentsOf: repeatElement(0x30, count: digits))
        for place in 1...digits {
            self[count - place] = 0x30 + UInt8(rest % 10)
            rest /= 10
        }
        append(divider)
    }
}

/// A date and a time of day on the proleptic Gregorian calendar.
package struct CivilTime: Hashable, Sendable {
    package var year: Int
    package var month: Int
    package var day: Int
    package var hour: Int
    package var minute: Int
    package var second: Int
    package var microsecond: Int

    package init(
        year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, microsecond: Int = 0
    ) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
        self.microsecond = microsecond
    }

    /// `2026-11-23`
    package var date: String {
        decimal(year, digits: 4) + "-" + decimal(month, digits: 2) + "-" + decimal(day, digits: 2)
    }

    /// `12:31:45`
    package var time: String {
        decimal(hour, digits: 2) + ":" + decimal(minute, digits: 2) + ":" + decimal(second, digits: 2)
    }

    /// Of the form of ``Timestamp/rfc3339``; the fields are not looked at.
    fileprivate init?(rfc3339 bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 27, bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[10] == 0x54, bytes[13] == 0x3A,
            bytes[16] == 0x3A, bytes[19] == .dot, bytes[26] == 0x5A
        else { return nil }
        var areDigits = true
        func number(_ range: Range<Int>) -> Int {
            var number = 0
            for position in range {
                let digit = bytes[position] &- 0x30
                areDigits = areDigits && digit < 10
                number = number &* 10 &+ Int(digit)
            }
            return number
        }
        self.init(
            year: number(0..<4), month: number(5..<7), day: number(8..<10), hour: number(11..<13),
            minute: number(14..<16), second: number(17..<19), microsecond: number(20..<26))
        guard areDigits else { return nil }
    }

    fileprivate static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    // Both ways by eras of 400 years that begin on 1 March, so that the leap day is the last of its year.

    fileprivate static func daysSince1970(year: Int, month: Int, day: Int) -> Int64 {
        let (era, yearOfEra) = Int64(month <= 2 ? year - 1 : year).flooredDivision(by: 400)
        let dayOfYear = Int64((153 * ((month + 9) % 12) + 2) / 5 + day - 1)
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    fileprivate static func date(daysSince1970 days: Int64) -> (year: Int, month: Int, day: Int) {
        let (era, dayOfEra) = (days + 719_468).flooredDivision(by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
        return (
            Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0), month, Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
        )
    }
}

private func decimal(_ value: Int, digits: Int) -> String {
    let text = String(value.magnitude)
    let padding = String(repeating: "0", count: max(0, digits - text.utf8.count))
    return (value < 0 ? "-" : "") + padding + text
}

extension Int64 {
    fileprivate func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
