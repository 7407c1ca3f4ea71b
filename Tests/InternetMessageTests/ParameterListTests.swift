import InternetMessage
import Testing

@Suite struct ParameterListTests {
    private func filename(_ disposition: String, contentType: String = "application/x") -> String? {
        let text = "Content-Type: \(contentType)\nContent-Disposition: \(disposition)\n\n"
        return MessageReader(content: Array(text.utf8)).filename(of: 0)
    }

    @Test(
        arguments: [
            ("attachment; filename=a.txt", "a.txt"), ("attachment; filename=\"a b.txt\"", "a b.txt"),
            ("attachment; filename=a b.txt; size=3", "a b.txt"), ("attachment; filename=a size=3", "a"),
            ("attachment;; FileName = a (comment)", "a"), ("attachment; filename=\"open", "open"),
            ("attachment; filename=one; filename=two", "one"), ("attachment; filename=\"C:\\x\\y\"", "C:\\x\\y"),
            ("attachment; filename=\"a\\\"b\\\\c\"", "a\"b\\c"), ("attachment; filename==?utf-8?Q?=C3=BC?=", "ü"),
            ("attachment; filename*=utf-8''%e2%82%ac.txt; filename=x", "€.txt"),
            ("attachment; filename*=iso-8859-1'en'%A3", "£"),
            ("attachment; filename*1=b; filename*0=a; filename*3=d", "ab"),
            ("attachment; filename*0*=utf-8''%C3; filename*1*=%BC; filename*2=%41", "ü%41"),
            ("attachment; filename*=plain%20text", "plain text"), ("attachment; filename*1=b", nil),
            ("attachment", nil),
            ("attachment; filename=\"\"", nil), ("attachment; filename*99999999999999999999=x; filename=y", "y"),
        ] as [(String, String?)])
    func filenames(_ disposition: String, _ expected: String?) {
        #expect(filename(disposition) == expected)
    }

    @Test func dispositionWins() {
        #expect(filename("attachment; filename=a", contentType: "application/x; name=b") == "a")
        #expect(filename("attachment", contentType: "application/x; name*=utf-8''b") == "b")
    }

    /// RFC 2231 section 4.1.
    @Test func boundaryMayBeContinued() {
        let text = "Content-Type: multipart/mixed; boundary*0=ab; boundary*1=cd\n\n--abcd\n\nx\n--abcd--\n"
        let reader = MessageReader(content: Array(text.utf8))
        #expect(reader.message.entities.map(\.path) == ["TEXT", "1"])
        #expect(reader.textBody == "x")
        #expect(reader.defects.isEmpty)
    }
}
