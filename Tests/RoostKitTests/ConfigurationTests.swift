import MailCore
import MessageCatalog
import RoostKit
import SystemPackage
import Testing

@Suite struct ConfigurationTests {
    @Test(
        arguments: [
            ("1025", nil, 1025), ("0", nil, 0), ("127.0.0.1", "127.0.0.1", 1025), ("localhost:2525", "localhost", 2525),
            ("[::1]:26", "::1", 26), ("[::1]", "::1", 1025), ("::1", "::1", 1025), ("0.0.0.0:1", "0.0.0.0", 1),
        ] as [(String, String?, Int)])
    func readsAddresses(text: String, host: String?, port: Int) {
        #expect(ListenAddress(parsing: text) == ListenAddress(host: host, port: port))
    }

    @Test(arguments: ["", ":25", "a:", "a:b", "65536", "a:70000", "[::1", "[::1]x"])
    func refusesAddresses(text: String) {
        #expect(ListenAddress(parsing: text) == nil)
    }

    @Test(arguments: [("0", 0), ("4096", 4096), ("100k", 102_400), ("2M", 2_097_152), ("1G", 1_073_741_824)])
    func readsSizes(text: String, octets: Int) {
        #expect(Quantity.octets(text) == octets)
    }

    @Test(arguments: ["", "k", "-1", "1x", "9223372036854775807k"])
    func refusesSizes(text: String) {
        #expect(Quantity.octets(text) == nil)
    }

    @Test(arguments: [("500ms", 500), ("10s", 10_000), ("5m", 300_000), ("2h", 7_200_000), ("7d", 604_800_000)])
    func readsDurations(text: String, milliseconds: Int64) {
        #expect(Quantity.milliseconds(text) == milliseconds)
    }

    @Test func storeIsTheOptionThenTheEnvironmentThenTheDataFolder() throws {
        let here = FilePath("/nowhere/deep")
        #expect(
            try StoreLocation.resolve(option: "s", environment: ["ROOST_STORE": "/e"], workingDirectory: here)
                == "/nowhere/deep/s")
        #expect(
            try StoreLocation.resolve(option: nil, environment: ["ROOST_STORE": "/e"], workingDirectory: here) == "/e")
        #expect(
            try StoreLocation.resolve(option: nil, environment: ["XDG_DATA_HOME": "/d"], workingDirectory: here)
                == "/d/roost")
        #expect(
            try StoreLocation.resolve(option: nil, environment: ["HOME": "/h"], workingDirectory: here)
                == "/h/.local/share/roost")
        #expect(throws: Failure.self) {
            try StoreLocation.resolve(option: nil, environment: [:], workingDirectory: here)
        }
    }

    @Test(arguments: [
        ("Your invoice #1042 is ready", "0042-your-invoice-1042-is-ready.eml"),
        ("../../etc/passwd", "0042-etc-passwd.eml"),
        ("\u{1B}[31m", "0042-31m.eml"), ("日本語", "0042.eml"), ("", "0042.eml"), ("-rf", "0042-rf.eml"),
    ])
    func fileNamesAreHarmless(subject: String, name: String) {
        let summary = Summary(id: MessageID(42), received: Timestamp(microseconds: 0), size: 0, subject: subject)
        #expect(ExportFileName.eml(summary) == name)
    }

    @Test func linesAreSanitised() {
        let summary = Summary(
            id: MessageID(1), received: Timestamp(microseconds: 0), size: 5_000, forwardPaths: ["a\u{1B}@example.test"],
            subject: "x\u{1B}]0;y\u{07}\u{202E}\nz")
        let line = MessageLine.text(summary)
        #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && $0.value != 0x202E })
        #expect(line.contains("4.8K"))
    }
}
