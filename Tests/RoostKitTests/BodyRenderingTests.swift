import RoostKit
import Testing

@Suite struct BodyRenderingTests {
    private func lines(
        _ content: String, width: Int = 20, _ choice: BodyRendering.Choice = .any, sgr: Bool = false,
        breaksWords: Bool = true
    ) -> [String] {
        var rendering = BodyRendering(width: width)
        rendering.choice = choice
        rendering.usesSGR = sgr
        rendering.breaksWords = breaksWords
        return rendering.lines(of: Array(content.utf8))
    }

    private static let alternative = """
        Content-Type: multipart/alternative; boundary=x

        --x
        Content-Type: text/plain

        plain
        --x
        Content-Type: text/html

        <b>rich</b>
        --x--
        """

    @Test func thePlainTextComesFirst() {
        #expect(lines(Self.alternative) == ["plain"])
        #expect(lines(Self.alternative, .html) == ["rich"])
        #expect(lines(Self.alternative, .text) == ["plain"])
        #expect(lines("Content-Type: text/html\n\n<p>a<p>b") == ["a", "", "b"])
        #expect(lines("Content-Type: text/html\n\n<p>a", .text) == [])
        #expect(lines("<p>a", .html) == ["a"])
        #expect(lines("") == [])
    }

    @Test func flowedTextIsJoinedAndWrapped() {
        let head = "Content-Type: text/plain; format=flowed\n\n"
        #expect(
            lines(head + "> one two \n> three four five\n\nsix\n") == ["> one two three four", "> five", "", "six"])
        #expect(lines("\n> one two three four five") == ["> one two three four", "> five"])
    }

    @Test func wordsAreBrokenUnlessTheyAreNotToBe() {
        #expect(lines("\nabcdef", width: 4) == ["abcd", "ef"])
        #expect(lines("\nabcdef", width: 4, breaksWords: false) == ["abcdef"])
        #expect(lines("Content-Type: text/html\n\nabcdef", width: 4, breaksWords: false) == ["abcdef"])
    }

    @Test func nothingAStrangerSentReachesTheTerminal() {
        for content in [
            "\n\u{1B}[31mred\tx\u{7}\u{9B}1m", "Content-Type: text/html\n\n\u{1B}[31mred<pre>\tx\u{7}&#27;[0m</pre>",
        ] {
            let scalars = lines(content, width: 80).joined().unicodeScalars
            #expect(scalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
        }
    }

    @Test func looksAreSequencesOnDemand() {
        let html = "Content-Type: text/html\n\n<b>a</b> <font color=red>b</font> <a href=c>d</a>"
        #expect(
            lines(html, sgr: true) == [
                "\u{1B}[1ma\u{1B}[0m \u{1B}[31mb\u{1B}[0m \u{1B}[4;34md [1]\u{1B}[0m", "", "[1] \u{1B}[4;34mc\u{1B}[0m",
            ])
        #expect(lines("\n> q", sgr: true) == ["\u{1B}[32m> q\u{1B}[0m"])
    }
}
