import CNcursesw
import Glibc
package import TerminalText

/// What is written beside the cells.
extension CursesTerminal {
    /// What the window is called, where the terminal is one that has windows. Never anything that a stranger sent.
    package func setTitle(_ title: SafeText) {
        guard isOpen, hasTitle else { return }
        send("\u{1B}]2;\(title.string)\u{7}")
    }

    /// Onto the clipboard of the terminal by OSC 52, which no terminal confirms. Only letters of base64 are sent.
    package func sendToClipboard(base64: String) {
        guard isOpen, base64.utf8.allSatisfy({ $0.isBase64 }) else { return }
        send("\u{1B}]52;c;\(base64)\u{7}")
    }

    private var hasTitle: Bool {
        let name = String(cString: termname())
        return ["xterm", "tmux", "screen", "alacritty", "foot", "rxvt"].contains { name.hasPrefix($0) }
    }

    package func bell() {
        if isOpen { beep() }
    }

    func send(_ sequence: String) {
        fputs(sequence, output)
        fflush(output)
    }
}

extension UInt8 {
    fileprivate var isBase64: Bool {
        switch self {
        case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x2B, 0x2F, 0x3D: true
        default: false
        }
    }
}
