import MailCore
import Testing

@Suite struct TimestampTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000000Z"),
            (-1, "1969-12-31T23:59:59.999999Z"),
            (951_782_400_000_000, "2000-02-29T00:00:00.000000Z"),
            (4_107_542_400_000_000, "2100-03-01T00:00:00.000000Z"),
            (1_795_437_105_123_456, "2026-11-23T12:31:45.123456Z"),
        ] as [(Int64, String)])
    func writesAndReads(microseconds: Int64, text: String) {
        let timestamp = Timestamp(microseconds: microseconds)
        #expect(timestamp.rfc3339 == text)
        #expect(Timestamp(rfc3339: text.utf8) == timestamp)
    }

    @Test(arguments: [
        "2026-02-29T00:00:00.000000Z", "2026-13-01T00:00:00.000000Z", "2026-01-01T24:00:00.000000Z",
        "2026-01-01T00:00:00.00000Z", "2026-01-01 00:00:00.000000Z", "",
    ])
    func refuses(text: String) {
        #expect(Timestamp(rfc3339: text.utf8) == nil)
    }

    @Test func everyDayOfFourCenturiesComesBack() {
        for day in stride(from: Int64(-60_000), to: 90_000, by: 1) {
            let timestamp = Timestamp(microseconds: day * 86_400_000_000)
            #expect(Timestamp(civil: timestamp.civil()) == timestamp)
        }
    }

    @Test func appliesAnOffset() {
        let noon = Timestamp(microseconds: 12 * 3_600_000_000)
        #expect(noon.civil(offsetSeconds: -5 * 3600).time == "07:00:00")
        #expect(Timestamp(civil: noon.civil(offsetSeconds: 3600), offsetSeconds: 3600) == noon)
    }
}
