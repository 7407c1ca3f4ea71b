import MailCore

/// Points in time as queries write them, in the local zone unless they say otherwise.
enum QueryTime {
    static let forms = "give a date or a time, as in 2026-11-23, 2026-11-23T12:30, 12:30, today or yesterday"

    /// `2026-11-23`, `2026-11-23T12:30`, `…:45`, with `Z` behind it or not; `12:30` is today's; `today`, `yesterday`.
    static func read(_ text: String, _ clock: Query.Clock) -> Timestamp? {
        let lower = text.lowercased()
        let today = clock.now.civil(offsetSeconds: clock.offset(clock.now)).date
        switch lower {
        case "today": return local(date: today, time: "00:00", clock)
        case "yesterday":
            let dayBefore = Timestamp(microseconds: clock.now.microseconds - 86_400_000_000)
            return local(date: dayBefore.civil(offsetSeconds: clock.offset(dayBefore)).date, time: "00:00", clock)
        default: break
        }
        let isUTC = lower.hasSuffix("z")
        let parts = (isUTC ? lower.dropLast() : lower[...]).split(separator: "t", omittingEmptySubsequences: false)
        let utc = isUTC ? Query.Clock(now: clock.now) { _ in 0 } : clock
        switch parts.count {
        case 1 where parts[0].contains(":"): return local(date: today, time: String(parts[0]), utc)
        case 1: return local(date: String(parts[0]), time: "00:00", utc)
        case 2: return local(date: String(parts[0]), time: String(parts[1]), utc)
        default: return nil
        }
    }

    private static func local(date: String, time: String, _ clock: Query.Clock) -> Timestamp? {
        let days = numbers(date, separator: "-")
        var seconds = numbers(time, separator: ":")
        if seconds?.count == 2 { seconds?.append(0) }
        guard let days, let seconds, days.count == 3, seconds.count == 3 else { return nil }
        let civil = CivilTime(
            year: days[0], month: days[1], day: days[2], hour: seconds[0], minute: seconds[1], second: seconds[2])
        // The offset in force is that at the time itself, which it takes an offset to know.
        guard let guess = Timestamp(civil: civil) else { return nil }
        let near = Timestamp(civil: civil, offsetSeconds: clock.offset(guess)) ?? guess
        return Timestamp(civil: civil, offsetSeconds: clock.offset(near))
    }

    private static func numbers(_ text: String, separator: Character) -> [Int]? {
        var numbers: [Int] = []
        for part in text.split(separator: separator, omittingEmptySubsequences: false) {
            guard !part.isEmpty, part.count <= 4, part.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(part)
            else { return nil }
            numbers.append(number)
        }
        return numbers
    }
}
