import Foundation
import Testing

@Suite struct CertificateTests {
    @Test func certShowsWhatIsToBeTrusted() throws {
        let scratch = try Scratch()
        let file = scratch.folder + "/.local/state/roost/tls/ca.pem"
        let first = try Program.run("cert", at: scratch)
        #expect(first.code == 0)
        #expect(first.text.hasPrefix("certificate  \(file)\nSHA-256      "))
        #expect(try Program.run("cert", at: scratch).text == first.text)
        #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix("-----BEGIN CERTIFICATE-----"))
        let lines = try Program.run("cert", "--for", "node", at: scratch).text
        #expect(lines.hasSuffix("\nexport NODE_EXTRA_CA_CERTS=\(file)\n"))
    }

    @Test func certNamesTheRuntimesItKnows() throws {
        let result = try Program.run("cert", "--for", "perl", at: Scratch())
        #expect(result.code == 2)
        #expect(result.errors == "roost: --for perl: unknown; give one of java|node|python|php|ruby|go|system\n")
    }

    @Test func damagedKeysEndItWithOneLine() throws {
        let scratch = try Scratch()
        _ = try Program.run("cert", at: scratch)
        let file = scratch.folder + "/.local/state/roost/tls/authority.pem"
        try Data().write(to: URL(fileURLWithPath: file))
        let result = try Program.run("cert", at: scratch)
        #expect(result.code == 3)
        #expect(result.errors.hasPrefix("roost: \(file) is damaged; "))
        #expect(result.output.isEmpty)
    }
}
