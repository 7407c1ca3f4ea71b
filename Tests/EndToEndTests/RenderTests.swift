import Foundation
import Testing

/// `roost render`: what it prints, and with which status it ends.
@Suite struct RenderTests {
    private static let mail = """
        Content-Type: multipart/alternative; boundary=x

        --x
        Content-Type: text/plain; format=flowed; delsp=yes

        > one \n> two
        three four five six
        --x
        Content-Type: text/html

        <p><b>rich</b> <a href="https://shop.example.test/">shop</a></p>
        --x--

        """

    private func render(_ arguments: String..., input: String = mail) throws -> Program.Result {
        try Program.run(["render"] + arguments, at: try Scratch(), input: input)
    }

    @Test func theBodyIsPrintedAsAskedFor() throws {
        let links = "\n[1] https://shop.example.test/\n"
        #expect(try render("--width", "80", "-").text == "> onetwo\nthree four five six\n")
        #expect(try render("--width", "10", "--text", "-").text == "> onetwo\nthree four\nfive six\n")
        #expect(try render("--width", "80", "--html", "-").text == "rich shop [1]\n" + links)
        #expect(try render("--html", "--ansi", "--width", "80", "-").text.hasPrefix("\u{1B}[1mrich\u{1B}[0m "))
        #expect(try render("--width", "4", "-", input: "\nabcdef\n").text == "abcd\nef\n")
        #expect(try render("--width", "4", "--no-break", "-", input: "\nabcdef\n").text == "abcdef\n")
    }

    @Test func aFileIsReadHoweverBrokenItIs() throws {
        let scratch = try Scratch()
        let file = scratch.file("mail.eml")
        try Data([0x0A, 0xFF, 0x1B, 0x5B, 0x0A]).write(to: file)
        let result = try Program.run("render", "--width", "80", file.path, at: scratch)
        #expect(result.code == 0)
        #expect(result.errors.isEmpty)
        #expect(!result.output.contains(0x1B))
    }

    @Test func whatCannotBeDoneIsOneLineAndStatusTwo() throws {
        for arguments in [
            ["/nonexistent.eml"], ["--html", "--text", "-"], ["--width", "1", "-"], ["--width", "x", "-"],
        ] {
            let result = try Program.run(["render"] + arguments, at: try Scratch(), input: "")
            #expect(result.code == 2, "\(arguments)")
            #expect(result.output.isEmpty)
            #expect(result.errors.split(separator: "\n").count == 1, "\(arguments): \(result.errors)")
        }
    }
}
