import Foundation
import Testing

/// What a program meets that nobody thought of: closed descriptors, full devices, readers that leave, no HOME.
@Suite struct SurroundingsTests {
    private static let mail = "From: Ann <ann@example.test>\nTo: bob@example.test\nSubject: hi\n\nhello\n"

    /// Runs a line of bash, in which `roost` is the program and `$MAIL` a message.
    private func bash(
        _ line: String, at scratch: Scratch, environment: [String: String] = [:]
    ) throws -> Program.Result {
        let (output, errors) = (scratch.file("output"), scratch.file("errors"))
        let child = try Child(
            "/bin/bash", ["-c", "roost() { \(Program.path) \"$@\"; }; \(line)"], at: scratch, output: output,
            errors: errors, environment: environment.merging(["MAIL": Self.mail]) { $1 })
        return Program.Result(
            code: child.wait(), output: try Data(contentsOf: output),
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    }

    /// A file of the store must never get the number of a standard descriptor.
    @Test(arguments: [
        "roost import - <<<\"$MAIL\" >&-", "roost import - <<<\"$MAIL\" >&- 2>&-", "roost mark 1 --read >&- <&-",
        "roost sendmail -v -t <<<\"$MAIL\" >&- 2>&-", "roost delete 1 >&-", "roost sendmail -bd 2>&-",
        "roost list 2>&- >&- <&-",
    ])
    func closedDescriptorsDoNotHarmTheStore(line: String) throws {
        let scratch = try Scratch()
        #expect(try Program.run(["import", "-"], at: scratch, input: Self.mail).code == 0)
        #expect(try bash(line, at: scratch).code != 0)
        let verified = try Program.run("verify", at: scratch)
        #expect(verified.code == 0, "\(verified.text)")
    }

    @Test(arguments: ["list", "list --json", "show 1 --raw", "now", "export 1 --to -", "get 1 --header subject"])
    func whatCannotBeWrittenIsTold(command: String) throws {
        let scratch = try Scratch()
        #expect(try Program.run(["import", "-"], at: scratch, input: Self.mail).code == 0)
        let full = try bash("roost \(command) > /dev/full", at: scratch)
        #expect(full.code == 3)
        #expect(full.errors == "roost: cannot write to stdout: No space left on device\n")
        let closed = try bash("roost \(command) >&-", at: scratch)
        #expect(closed.code == 3)
        #expect(closed.errors == "roost: cannot write to stdout: Bad file descriptor\n")
    }

    /// With `pipefail` the one who writes must not spoil what the one who reads says.
    @Test func aReaderThatLeavesIsNoFailure() throws {
        let scratch = try Scratch()
        // More than a pipe holds.
        let large = Self.mail + String(repeating: "0123456789abcde\n", count: 20_000)
        #expect(try Program.run(["import", "-"], at: scratch, input: large).code == 0)
        let result = try bash("set -o pipefail; roost show 1 --raw | head -c 1 | wc -c", at: scratch)
        #expect(result.text == "1\n")
        #expect(result.code == 0 && result.errors.isEmpty, "\(result.errors)")
    }

    @Test func aChildDiesOfAReaderThatLeavesAsEver() throws {
        let result = try bash("roost run -- sh -c 'exec yes' | true; echo ${PIPESTATUS[0]}", at: Scratch())
        #expect(result.text == "141\n")
    }

    @Test func anInterruptedWaitIs130() throws {
        let scratch = try Scratch()
        let wait = try Child(
            Program.path, ["wait", "x"], at: scratch, output: scratch.file("output"), errors: scratch.file("errors"))
        kill(wait.pid, SIGINT)
        #expect(wait.wait() == 130)
    }

    @Test func withoutHomeAStoreThatIsNamedIsEnough() throws {
        let scratch = try Scratch()
        let command = "env -i ROOST_STORE=\(scratch.store) PATH=$PATH"
        let run = try bash("\(command) \(Program.path) run --count 0 -- true", at: scratch)
        #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
        let serve = try bash("\(command) \(Program.path) serve --listen 0 --detach", at: scratch)
        #expect(serve.code == 0, "\(serve.errors)")
        #expect(try Program.run("stop", at: scratch).code == 0)
        let none = try bash("env -i \(Program.path) list --store ''", at: scratch)
        #expect(none.code == 2 && none.errors == "roost: --store is empty: give it a directory\n")
        let nowhere = try bash("cd /; env -i \(Program.path) list", at: scratch)
        #expect(nowhere.code == 3)
        #expect(
            nowhere.errors == "roost: no place for the store: HOME is not set; name a directory with --store DIR\n")
    }

    @Test func fewDescriptorsAreToldOfInOneLine() throws {
        let scratch = try Scratch()
        #expect(try Program.run(["import", "-"], at: scratch, input: Self.mail).code == 0)
        for command in ["serve --listen 0", "run -- true"] {
            let result = try bash("ulimit -n 12; roost \(command)", at: scratch)
            #expect(result.code == 3)
            #expect(
                result.errors
                    == "roost: a listener needs 64 open files, 12 are allowed; raise it: ulimit -n 1024\n")
        }
        #expect(try bash("ulimit -n 12; roost list --ids; roost now", at: scratch).text == "1\n1\n")
    }
}
