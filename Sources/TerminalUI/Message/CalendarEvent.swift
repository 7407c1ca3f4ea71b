import InternetMessage
import MailCore
import MessageCatalog
import TerminalText

/// An invitation in a message (RFC 5545, RFC 6047): what, when, where, who.
struct CalendarEvent: Hashable, Sendable {
    private var method = "PUBLISH"
    private var summary: String?
    private var start: String?
    private var end: String?
    private var location: String?
    private var organizer: String?
    private var attendees: [String] = []

    /// The first event of the first calendar part.
    static func first(in document: MessageDocument) -> CalendarEvent? {
        guard document.parts.contains(where: { $0.contentType == "text/calendar" }) else { return nil }
        let reader = MessageReader(content: document.source)
        guard
            let index = reader.message.entities.indices.first(where: { index in
                let type = reader.message.entities[index].contentType
                return type.type == "text" && type.subtype == "calendar"
            })
        else { return nil }
        return CalendarEvent(String(decoding: reader.decodedBody(of: index), as: UTF8.self))
    }

    /// `nil` when the text holds no event.
    init?(_ text: String) {
        var isInEvent = false
        var hasEvent = false
        for line in Self.unfolded(text) {
            guard let (name, parameters, value) = Self.property(line) else { continue }
            switch (name, isInEvent) {
            case ("METHOD", _): method = value
            case ("BEGIN", _) where value == "VEVENT" && !hasEvent: (isInEvent, hasEvent) = (true, true)
            case ("END", _) where value == "VEVENT": isInEvent = false
            case ("SUMMARY", true): summary = Self.unescaped(value)
            case ("LOCATION", true): location = Self.unescaped(value)
            case ("DTSTART", true): start = parameters + "\t" + value
            case ("DTEND", true): end = parameters + "\t" + value
            case ("ORGANIZER", true): organizer = Self.address(value)
            case ("ATTENDEE", true): if attendees.count < 20 { attendees.append(Self.address(value)) }
            default: break
            }
        }
        if !hasEvent { return nil }
    }

    func lines(_ context: PageContext) -> [Line] {
        let when = start.map { start in
            let from = Self.shown(start, context)
            return end.map { from + " to " + Self.shown($0, context) } ?? from
        }
        let rows: [(String, String?)] = [
            ("Calendar", method), ("What", summary), ("When", when), ("Where", location), ("From", organizer),
            ("Who", attendees.isEmpty ? nil : attendees.joined(separator: ", ")),
        ]
        return rows.flatMap { name, value in
            value.map { field(name, SafeText(line: $0), width: context.width) } ?? []
        } + [.rule(context.width), Line()]
    }

    /// A line that begins with a blank goes on with the one before (RFC 5545 section 3.1).
    private static func unfolded(_ text: String) -> [String] {
        var lines: [String] = []
        for line in text.unicodeScalars.split(whereSeparator: { $0 == "\r" || $0 == "\n" }).prefix(5_000) {
            if line.first == " " || line.first == "\t", !lines.isEmpty {
                lines[lines.count - 1] += String(line.dropFirst())
            } else {
                lines.append(String(line))
            }
        }
        return lines
    }

    /// Name, parameters with their semicolon, value.
    private static func property(_ line: String) -> (String, String, String)? {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        let head = line[..<colon]
        let name = head.prefix { $0 != ";" }
        return (name.uppercased(), String(head[name.endIndex...]), String(line[line.index(after: colon)...]))
    }

    private static func unescaped(_ value: String) -> String {
        value.replacing("\\n", with: " ").replacing("\\,", with: ",").replacing("\\;", with: ";")
    }

    private static func address(_ value: String) -> String {
        value.lowercased().hasPrefix("mailto:") ? String(value.dropFirst(7)) : value
    }

    /// A time in UTC is shown in the local zone; any other as it was written, with its zone.
    private static func shown(_ text: String, _ context: PageContext) -> String {
        let zone = text.firstRange(of: "TZID=").map { text[$0.upperBound...].prefix { $0 != ";" && $0 != "\t" } }
        let plain = text.split(separator: "\t", omittingEmptySubsequences: false).last.map(String.init) ?? text
        guard plain.count >= 8, let year = Int(plain.prefix(4)), let month = Int(plain.dropFirst(4).prefix(2)),
            let day = Int(plain.dropFirst(6).prefix(2))
        else { return plain }
        let hour = Int(plain.dropFirst(9).prefix(2)) ?? 0
        let minute = Int(plain.dropFirst(11).prefix(2)) ?? 0
        let civil = CivilTime(year: year, month: month, day: day, hour: hour, minute: minute)
        guard plain.count >= 13 else { return civil.date }
        if plain.hasSuffix("Z"), let time = Timestamp(civil: civil) {
            let local = time.civil(offsetSeconds: context.offset(time))
            return "\(local.date) \(local.time.prefix(5))"
        }
        return "\(civil.date) \(civil.time.prefix(5))" + (zone.map { " (\($0))" } ?? "")
    }
}
