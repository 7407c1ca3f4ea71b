import Foundation
import Testing

/// `roost mark`, and where tags come from.
@Suite struct MarkTests {
    private func filled() throws -> Scratch {
        let scratch = try Scratch()
        for (number, tags) in ["", "X-Tags: blue, red\n", ""].enumerated() {
            let mail = "Subject: number \(number + 1)\n\(tags)\nbody \(number + 1)\n"
            #expect(try Program.run(["import", "-"], at: scratch, input: mail).code == 0)
        }
        return scratch
    }

    private func ids(_ query: String, _ scratch: Scratch, _ environment: [String: String] = [:]) throws -> String {
        try Program.run(["list", "--ids", query], at: scratch, environment: environment).text
    }

    @Test func flagsGoOnAndOff() throws {
        let scratch = try filled()
        #expect(try Program.run("mark", "1..2", "--read", "--pin", at: scratch).text == "2 marked\n")
        #expect(try ids("is:read", scratch) == "2\n1\n")
        #expect(try Program.run("mark", "is:pinned", "subject:2", "--unread", "--unpin", at: scratch).code == 0)
        #expect(try ids("is:read", scratch) == "1\n")
        #expect(try Program.run("clear", "--yes", at: scratch).text == "2 deleted\n")
        #expect(try ids("is:pinned", scratch) == "1\n")
    }

    @Test func tagsComeFromMarksFieldsAndRules() throws {
        let scratch = try filled()
        let config = scratch.folder + "/config"
        try Data("tag.Third = subject:/3$/ body:body\n".utf8).write(to: URL(fileURLWithPath: config))
        let environment = ["ROOST_CONFIG": config]
        #expect(try Program.run("mark", "1", "2", "--tag", "green", "--tag", "red", at: scratch).code == 0)
        #expect(try Program.run("mark", "1", "--untag", "red", at: scratch).code == 0)
        let rows = try Program.run(["list", "--json", "--oldest-first"], at: scratch, environment: environment).text
        let tags = try rows.split(separator: "\n").map { row in
            try #require(JSONSerialization.jsonObject(with: Data(row.utf8)) as? [String: Any])["tags"] as? [String]
        }
        #expect(tags == [["green"], ["green", "red", "blue"], ["Third"]])
        #expect(try ids("tag:third", scratch, environment) == "3\n")
        #expect(try ids("tag:red", scratch, environment) == "2\n")
        #expect(try ids("has:tag", scratch) == "2\n1\n")
    }

    @Test func aRuleThatCannotBeReadIsToldOfByLine() throws {
        let scratch = try filled()
        let config = scratch.folder + "/config"
        try Data("\ntag.x = nofield:y\n".utf8).write(to: URL(fileURLWithPath: config))
        let result = try Program.run(["list"], at: scratch, environment: ["ROOST_CONFIG": config])
        #expect(result.code == 2)
        #expect(result.errors.hasPrefix("roost: \(config):2: tag.x: "), "\(result.errors)")
    }

    @Test(
        arguments: [
            (["mark", "1"], 2, "mark as what?"), (["mark", "--read"], 2, "mark what? give ids or a QUERY"),
            (["mark", "1", "--read", "--unread"], 2, "mark: an option and its opposite exclude each other"),
            (["mark", "1", "--tag", "a,b"], 2, "mark: \"a,b\" is no tag"),
            (["mark", "9", "--pin"], 1, "mark: no message"),
        ] as [([String], Int32, String)])
    func whatIsWrongIsOneLine(arguments: [String], code: Int32, line: String) throws {
        let result = try Program.run(arguments, at: filled())
        #expect(result.code == code)
        #expect(result.errors.hasPrefix("roost: " + line), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1)
    }
}
