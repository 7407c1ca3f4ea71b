import InternetMessage
import MailCore
import Testing

@Suite struct DateTimeTests {
    @Test(arguments: [
        ("Fri, 21 Nov 1997 09:55:06 -0600", "1997-11-21T15:55:06.000000Z", -21600),
        ("21 Nov 97 09:55:06 GMT", "1997-11-21T09:55:06.000000Z", 0),
        ("1 Jan 49 00:00 EST", "2049-01-01T05:00:00.000000Z", -18000),
        ("1 Jan 50 00:00 PDT", "1950-01-01T07:00:00.000000Z", -25200),
        ("1 Jan 104 00:00 +0000", "2004-01-01T00:00:00.000000Z", 0),
        ("Mon,23 Nov 2026 10:00:00", "2026-11-23T10:00:00.000000Z", 0),
        ("Mon (a (nested) comment), 23 (x) Nov 2026 10 : 00 : 00 +0530 (IST)", "2026-11-23T04:30:00.000000Z", 19800),
        ("31 Dec 2016 23:59:60 +0000", "2017-01-01T00:00:00.000000Z", 0),
        ("1 jan 2026 1:02:03 Q", "2026-01-01T01:02:03.000000Z", 0),
    ])
    func reads(_ body: String, _ expected: String, _ offset: Int) throws {
        let date = try #require(DateTime(parsing: Array(body.utf8)))
        #expect(date.timestamp.rfc3339 == expected)
        #expect(date.offsetSeconds == offset)
    }

    @Test(arguments: [
        "", "yesterday", "31 Feb 2026 10:00", "1 Jan 2026", "1 Jan 2026 25:00", "1 Foo 2026 10:00", "1 Jan 20266 10:00",
        "99999999999999999999 Jan 2026 10:00", "1 Jan 2026 10:00 +9999", "1 Jan 2026 10:00 +1",
    ])
    func refuses(_ body: String) {
        #expect(DateTime(parsing: Array(body.utf8)) == nil)
    }
}
