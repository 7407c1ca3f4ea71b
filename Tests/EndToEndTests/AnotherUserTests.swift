import Foundation
import Testing

/// A store that another user owns is read, and nothing is left in it.
@Suite(.enabled(if: geteuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv")))
struct AnotherUserTests {
    private func run(_ arguments: String..., at scratch: Scratch) throws -> Program.Result {
        let (output, errors) = (scratch.file("output"), scratch.file("errors"))
        let child = try Child(
            "/usr/bin/setpriv",
            ["--reuid", "65534", "--regid", "65534", "--clear-groups", Program.path] + arguments, at: scratch,
            output: output, errors: errors)
        return Program.Result(
            code: child.wait(), output: try Data(contentsOf: output),
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    }

    @Test func itIsReadWithoutAnIndexBesideIt() throws {
        let scratch = try Scratch()
        let mbox = (1...40).map { number in
            "From app@example.test Mon Nov 23 12:00:00 2026\nSubject: m\(number)\n\n\(String(repeating: "text ", count: 9_000))\n\n"
        }
        #expect(try Program.run(["import", "-"], at: scratch, input: mbox.joined()).code == 0)
        let files = FileManager.default
        for name in try files.contentsOfDirectory(atPath: scratch.store) where name.hasSuffix(".index") {
            try files.removeItem(atPath: scratch.store + "/" + name)
        }
        let names = try files.contentsOfDirectory(atPath: scratch.store).sorted()
        for path in [scratch.folder, scratch.store] { #expect(chmod(path, 0o755) == 0) }
        for path in names.map({ scratch.store + "/" + $0 }) + [scratch.store] {
            if path != scratch.store { #expect(chmod(path, 0o644) == 0) }
            #expect(chown(path, 12_345, 12_345) == 0)
        }
        let list = try run("list", "--ids", "subject:m7", at: scratch)
        #expect(list.code == 0 && list.text == "7\n" && list.errors.isEmpty, "\(list.errors)")
        #expect(try files.contentsOfDirectory(atPath: scratch.store).sorted() == names)
        let wait = try run("wait", "subject:m7", "--header", "subject", "--timeout", "1ms", at: scratch)
        #expect(wait.code == 0 && wait.text == "m7\n" && wait.errors.isEmpty, "\(wait.errors)")
        let tail = try run("tail", "--after", "39", "--count", "1", at: scratch)
        #expect(tail.code == 0 && tail.text.hasSuffix(" m40\n") && tail.errors.isEmpty, "\(tail.errors)")
        let mark = try run("mark", "7", "--read", at: scratch)
        #expect(mark.code == 3 && mark.text.isEmpty)
        #expect(mark.errors.hasPrefix("roost: ") && mark.errors.contains("can only be read"), "\(mark.errors)")
        #expect(try files.contentsOfDirectory(atPath: scratch.store).sorted() == names)
    }
}
