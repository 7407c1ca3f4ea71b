import FoundationEssentials
import MailCore

/// How every JSON of the command line is written: one object a line, keys in a fixed order.
enum JSONLine {
    static func encode(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else { return "{\"error\":\"not encodable\"}" }
        return String(decoding: data, as: UTF8.self)
    }

    /// Seconds, and the offset the sender gave.
    static func rfc3339(_ date: SentDate) -> String {
        let civil = date.timestamp.civil(offsetSeconds: date.offsetSeconds)
        let minutes = abs(date.offsetSeconds) / 60
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let sign = date.offsetSeconds < 0 ? "-" : "+"
        return "\(civil.date)T\(civil.time)\(sign)\(two(minutes / 60)):\(two(minutes % 60))"
    }
}
