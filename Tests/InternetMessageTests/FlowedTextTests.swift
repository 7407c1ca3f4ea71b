import Testing

@testable import InternetMessage

/// RFC 3676.
@Suite struct FlowedTextTests {
    @Test(arguments: [
        ("one \ntwo\n", "one two\n"), ("one \ntwo \nthree\n\nfour\n", "one two three\n\nfour\n"),
        ("one\ntwo\n", "one\ntwo\n"),
        ("one \r\ntwo\r\n", "one two\n"), (" From me\n >not quoted\n", "From me\n>not quoted\n"), ("  two\n", " two\n"),
        ("> one \n> two\n", "> one two\n"), (">one \n>> two \n>> three\nfour\n", "> one\n>> two three\nfour\n"),
        ("> one \nmine\n", "> one\nmine\n"), (">\n> a\n", ">\n> a\n"), ("text \n-- \nAnn\n", "text\n-- \nAnn\n"),
        ("> text \n> -- \n> Ann\n", "> text\n> -- \n> Ann\n"), ("one \n", "one\n"), ("one ", "one"), ("", ""),
        ("\n", "\n"),
        ("a  \nb\n", "a  b\n"), ("one \n \ntwo\n", "one\ntwo\n"),
    ])
    func unfolds(_ text: String, _ expected: String) {
        #expect(FlowedText.unfolded(text, deletesSpace: false) == expected)
    }

    @Test(arguments: [
        ("日本 \n語\n", "日本語\n"), ("one  \ntwo\n", "one two\n"), ("-- \nAnn\n", "-- \nAnn\n"), ("> a \n> b\n", "> ab\n"),
    ])
    func deletesTheBlankOnDemand(_ text: String, _ expected: String) {
        #expect(FlowedText.unfolded(text, deletesSpace: true) == expected)
    }

    private func body(_ parameters: String) -> String? {
        let content = "Content-Type: text/plain\(parameters)\r\n\r\none \r\ntwo\r\n"
        return MessageReader(content: Array(content.utf8)).unfoldedTextBody
    }

    @Test func onlyWhatSaysSoIsFlowed() {
        #expect(body("; format=flowed") == "one two\n")
        #expect(body("; FORMAT=Flowed; DelSp=\"yes\"") == "onetwo\n")
        #expect(body("; format=fixed") == "one \ntwo\n")
        #expect(body("") == "one \ntwo\n")
    }

    @Test func bodiesAreJoinedAsEver() {
        let content = """
            Content-Type: multipart/mixed; boundary=x

            --x
            Content-Type: text/plain; format=flowed

            one\(" ")
            two
            --x

            three\(" ")
            four
            --x--
            """
        #expect(MessageReader(content: Array(content.utf8)).unfoldedTextBody == "one two\nthree \nfour")
        #expect(MessageReader(content: Array("Content-Type: text/html\n\nx".utf8)).unfoldedTextBody == nil)
    }
}
