import Foundation
import Testing

/// What the command line does with a store as such: check it, bring back, give room back, keep to a limit.
@Suite struct StoreTests {
    /// A store of three messages.
    private func filled() throws -> Scratch {
        let scratch = try Scratch()
        for name in ["one", "two", "three"] {
            let mail = "Subject: \(name)\r\n\r\n\(name)\r\n"
            let path = scratch.folder + "/\(name).eml"
            try Data(mail.utf8).write(to: URL(fileURLWithPath: path))
            #expect(try Program.run("import", path, at: scratch).code == 0)
        }
        return scratch
    }

    private func ids(_ scratch: Scratch) throws -> String {
        try Program.run("list", "--ids", "--oldest-first", at: scratch).text
    }

    @Test func deletedMessagesAreRestoredByIDsAndQueries() throws {
        let scratch = try filled()
        #expect(try Program.run("delete", "1", "2", at: scratch).code == 0)
        #expect(try Program.run("restore", "subject:two", at: scratch).text == "1 restored\n")
        #expect(try ids(scratch) == "2\n3\n")
        #expect(try Program.run("restore", "1", at: scratch).text == "1 restored\n")
        #expect(try ids(scratch) == "1\n2\n3\n")
        #expect(try Program.run("restore", "1", at: scratch).code == 1)
        #expect(try Program.run("restore", at: scratch).code == 2)
    }

    @Test func purgeGivesRoomBackForGood() throws {
        let scratch = try filled()
        #expect(try Program.run("delete", "1", at: scratch).code == 0)
        let one = try Program.run("purge", "2", at: scratch)
        #expect(one.text.hasPrefix("1 gone for good, "), "\(one.errors)")
        #expect(try Program.run("restore", "2", at: scratch).code == 1)
        #expect(try Program.run("restore", "1", at: scratch).code == 0)
        #expect(try Program.run("delete", "1", at: scratch).code == 0)
        #expect(try Program.run("purge", at: scratch).text.hasPrefix("1 gone for good, "))
        #expect(try Program.run("restore", "1", at: scratch).code == 1)
        #expect(try ids(scratch) == "3\n")
        #expect(try Program.run("show", "--raw", "3", at: scratch).text == "Subject: three\r\n\r\nthree\r\n")
    }

    @Test func verifySaysWhatIsDamagedAndRepairsIt() throws {
        let scratch = try filled()
        let sound = try Program.run("verify", at: scratch)
        #expect(sound.code == 0)
        #expect(sound.text.contains("3 messages") && sound.text.hasSuffix(": sound\n"))
        let names = try FileManager.default.contentsOfDirectory(atPath: scratch.store)
        let path = scratch.store + "/" + (try #require(names.first { $0.hasSuffix(".roost") }))
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let line = Array("\nid: 2\n".utf8)
        let place = try #require(bytes.indices.first { bytes[$0...].starts(with: line) })
        bytes[place + 5] ^= 1
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let damaged = try Program.run("verify", at: scratch)
        #expect(damaged.code == 1)
        #expect(damaged.text.contains(": no record, ") && damaged.text.hasSuffix(": damaged\n"))
        let repaired = try Program.run("verify", "--repair", "--json", at: scratch)
        #expect(repaired.code == 0)
        #expect(repaired.text.contains("\"repaired\":true") && repaired.text.contains("\"sound\":true"))
        #expect(try Program.run("verify", at: scratch).text.contains("moved aside before: damaged-"))
        #expect(try ids(scratch) == "1\n3\n")
    }

    @Test func aListenerKeepsToItsLimit() throws {
        let scratch = try filled()
        let listener = try Conversation(["serve", "--listen", "0", "--keep", "2", "--exit-after", "1"], at: scratch)
        #expect(listener.line()?.hasPrefix("listening on ") == true)
        // Each look is a process of its own, so a bound on their number is one on the time.
        var left = 100
        while try ids(scratch) != "2\n3\n", left > 0 { left -= 1 }
        #expect(left > 0)
    }

    @Test func anEphemeralStoreGoesWithItsListener() throws {
        let scratch = try Scratch()
        let listener = try Conversation(["serve", "--listen", "0", "--ephemeral"], at: scratch)
        var place: String?
        while place == nil, let line = listener.line() {
            if line.hasPrefix("the store is ") {
                place = line.split(separator: " ").dropFirst(3).first.map(String.init)
            }
        }
        let store = try #require(place)
        #expect(FileManager.default.fileExists(atPath: store + "/listener.json"))
        #expect(!FileManager.default.fileExists(atPath: scratch.store))
        #expect(try Program.run("stop", "--store", store, at: scratch).code == 0)
        #expect(listener.child.wait() == 0)
        #expect(!FileManager.default.fileExists(atPath: store))
        for file in try FileManager.default.contentsOfDirectory(atPath: scratch.folder) where file.hasPrefix("errors-")
        {
            #expect(try !String(contentsOfFile: scratch.folder + "/" + file, encoding: .utf8).contains("removed"))
        }
    }
}
