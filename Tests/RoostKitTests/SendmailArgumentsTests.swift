import RoostKit
import Testing

@Suite struct SendmailArgumentsTests {
    @Test(
        arguments: [
            ["-ti", "-fa@b", "-FName", "x"], ["-t", "-i", "-f", "a@b", "-F", "Name", "x"],
            ["-oi", "-t", "-ra@b", "-F", "Name", "--", "x"], ["-itfa@b", "-F", "Name", "x"],
            ["-O", "DeliveryMode=b", "-odq", "-B8BITMIME", "-N", "never", "-Am", "-tGni", "-r", "a@b", "-FName", "x"],
            ["-o", "i", "-q1h", "-d8", "-t", "-bm", "-f", "a@b", "-FName", "-h", "3", "x"],
        ])
    func spellingsAreTheSame(words: [String]) throws {
        let arguments = try SendmailArguments(words)
        #expect(arguments.readsRecipients && arguments.ignoresDots)
        #expect(arguments.sender == "a@b")
        #expect(arguments.fullName == "Name")
        #expect(arguments.mode == .message)
        #expect(arguments.recipients == ["x"])
    }

    @Test func wordsBehindTheDashesAreRecipients() throws {
        #expect(try SendmailArguments(["--", "-t", "--", "-f"]).recipients == ["-t", "--", "-f"])
        #expect(try SendmailArguments(["-"]).recipients == ["-"])
        #expect(try SendmailArguments(["-bp"]).mode == .nothing)
        #expect(try SendmailArguments(["--store=/s", "-bs", "-v"]).store == "/s")
    }

    @Test(arguments: [["-f"], ["-S"], ["-b"], ["-bd"], ["--what"], ["--store"], ["-o"]])
    func whatIsMissingIsToldOf(words: [String]) {
        #expect(throws: Failure.self) { try SendmailArguments(words) }
    }
}
