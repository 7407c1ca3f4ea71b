import SystemPackage
import TerminalText

#if canImport(Glibc)
import Glibc
#endif

/// Where answers go. A reader that went away ends the program quietly.
package enum StandardOutput {
    /// Whether stdin and stdout are both terminals, so that a person sits there.
    package static var isInteractive: Bool { isatty(0) == 1 && isatty(1) == 1 }

    package static var isTerminal: Bool { isatty(1) == 1 }

    /// Columns of the terminal; 80 when there is none.
    package static var width: Int {
        var size = winsize()
        guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    package static func line(_ text: String) { lines(CollectionOfOne(text)) }

    /// Lines that are sanitised, or JSON.
    package static func lines(_ lines: some Sequence<String>) {
        let isTerminal = isTerminal
        let text = lines.reduce(into: "") { $0 += (isTerminal ? fitForTerminal(line: $1) : $1) + "\n" }
        write(Array(text.utf8))
    }

    /// What a stranger sent, octet for octet; on a terminal as text that is fit for one.
    package static func write(sent bytes: [UInt8]) { write(isTerminal ? fitForTerminal(bytes) : bytes) }

    /// JSON may hold controls that only a terminal obeys: they are escaped (RFC 8259 section 7), which means the same.
    static func fitForTerminal(line text: String) -> String {
        guard !text.utf8.allSatisfy({ $0 < 0x7F }) else { return text }
        return text.unicodeScalars.reduce(into: "") { line, scalar in
            if (0x7F...0x9F).contains(scalar.value) || scalar.properties.isBidiControl {
                let digits = String(scalar.value, radix: 16)
                line += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            } else {
                line.unicodeScalars.append(scalar)
            }
        }
    }

    static func fitForTerminal(_ bytes: [UInt8]) -> [UInt8] {
        SafeText.lines(String(decoding: bytes, as: UTF8.self)).flatMap { Array(($0.string + "\n").utf8) }
    }

    package static func write(_ bytes: [UInt8]) {
        do {
            try FileDescriptor.standardOutput.writeAll(bytes)
        } catch {
            guard error as? Errno != .brokenPipe else { exit(0) }
            diagnose("cannot write to stdout: \(error)")
            exit(Failure.Code.unusable.rawValue)
        }
    }

    /// One line of diagnostics, whatever is in it: file names, arguments and what the system says are strangers' words too.
    package static func diagnose(_ text: String) { diagnose(lines: [text]) }

    package static func diagnose(lines: [String]) {
        let text = lines.map { SafeText(line: $0).string + "\n" }.joined()
        _ = try? FileDescriptor.standardError.writeAll(Array("roost: \(text)".utf8))
    }
}
