import InternetMessage
import MessageCatalog
import Testing

@Suite struct BodyFindingsTests {
    private func checks(_ content: String) -> [Check] {
        let codes: Set<Check.Code> = [
            .linkTextDiffers, .localhostLink, .privateLink, .httpLink, .placeholderLeft, .imageWithoutAlt,
        ]
        let examination = MessageReader(content: Array(content.utf8)).examine()
        return MessageChecks.ofContent(examination).filter { codes.contains($0.code) }
    }

    private static let both = """
        Subject: Hi {{name}}
        Content-Type: multipart/alternative; boundary=x

        --x
        Content-Type: text/plain

        See http://localhost:3000/verify, or http://b.test/.
        --x
        Content-Type: text/html

        <p>Dear %s <a href="https://evil.test/">bank.test</a><a href="http://a.test/">1</a><a href="http://b.test/">2</a><img src=q>
        --x--
        """

    @Test func findingsBecomeChecksOfTheirPart() {
        let found = checks(Self.both).map { "\($0.severity) \($0.code.rawValue) \($0.path ?? "-") \($0.detail)" }
        #expect(
            Set(found) == [
                "error placeholder-left - {{name}}", "error placeholder-left 2 %s",
                "warning link-text-differs 2 bank.test leads to https://evil.test/",
                "note http-link 2 http://a.test/, and 1 more", "note image-without-alt 2 q",
                "note localhost-link 1 http://localhost:3000/verify", "note http-link 1 http://b.test/",
            ])
    }

    @Test func errorsComeFirst() {
        let severities = checks(Self.both).map(\.severity)
        #expect(severities == severities.sorted(by: >))
    }

    @Test func aCleanMessageHasNone() {
        let clean =
            "Subject: Hi\nContent-Type: text/html\n\n<a href='https://a.test/'>a.test</a> <img src=x alt=''> 100 %"
        #expect(checks(clean).isEmpty)
    }
}
