import CNcursesw
import Glibc
import Synchronization
package import TerminalText

/// The one place that calls curses. Everything in it happens on one thread; only its wake descriptor may go to others.
package final class CursesTerminal {
    private static let fallbackTerm = "xterm-256color"

    package let wake: WakeDescriptor
    /// A line for the user when TERM was not known and another name was taken; else `nil`.
    package let notice: String?
    package private(set) var size: Size
    /// The size that was last told by `wait`, or taken at the start.
    private var toldSize: Size

    private let descriptor: Int32
    private let input: UnsafeMutablePointer<FILE>
    private let output: UnsafeMutablePointer<FILE>
    private let screen: OpaquePointer
    private let pen: CursesPen
    private var decoder = KeyDecoder()
    private var shown: Screen?
    private var isOpen = true

    /// Takes over the controlling terminal.
    package init(_ settings: TerminalSettings) throws(TerminalError) {
        wake = try WakeDescriptor()
        var settings = settings
        if Self.chooseLocale() { settings.isASCII = true }
        guard let input = fopen("/dev/tty", "re"), let output = fopen("/dev/tty", "we") else {
            throw .notATerminal
        }
        let term = settings.term ?? Self.fallbackTerm
        guard let screen = newterm(term, output, input) ?? newterm(Self.fallbackTerm, output, input) else {
            fclose(input)
            fclose(output)
            throw .unknownTerminal(name: term)
        }
        (self.input, self.output, self.screen) = (input, output, screen)
        descriptor = fileno(input)
        let taken = String(cString: termname())
        notice = taken.hasPrefix(term) || term.hasPrefix(taken) ? nil : "unknown TERM \(term), using \(taken)"
        pen = CursesPen(usesColour: settings.usesColour, isASCII: settings.isASCII)
        size = Size(columns: 80, rows: 24)
        toldSize = size
        set_escdelay(settings.escapeDelay)
        prepare()
        resizeWriter.store(wake.writer, ordering: .relaxed)
        installResizeHandler()
        takeSize()
        toldSize = size
    }

    deinit { close() }

    /// Shows a screen; only what differs from the one before is written.
    ///
    /// - Parameter counts: Whether the octets written are counted.
    @discardableResult package func draw(_ next: Screen, counts: Bool = false) -> FrameCount {
        guard isOpen else { return FrameCount(rows: 0) }
        let start = counts ? FrameCount.written() : nil
        var changed = 0
        let window = cncurses_standard_screen()
        let before = shown?.size == next.size ? shown : nil
        for row in 0..<min(next.size.rows, size.rows) where before?.row(row) != next.row(row) {
            pen.draw(next.row(row), row: row, columns: size.columns, on: window)
            changed += 1
        }
        wmove(window, Int32(min(next.cursor.row, size.rows - 1)), Int32(min(next.cursor.column, size.columns - 1)))
        wrefresh(window)
        shown = next
        let end = start == nil ? nil : FrameCount.written()
        return FrameCount(rows: changed, octets: start.flatMap { start in end.map { $0 - start } })
    }

    /// The keys pressed so far, without waiting for more.
    package func keys() -> [Key] {
        var keys: [Key] = []
        var code: wint_t = 0
        reading: while isOpen {
            switch wget_wch(cncurses_standard_screen(), &code) {
            case OK: if let key = decoder.decode(character: code) { keys.append(key) }
            case KEY_CODE_YES: if let key = decoder.decode(function: Int32(bitPattern: code)) { keys.append(key) }
            default: break reading
            }
        }
        return KeyDecoder.joinedAlt(keys)
    }

    package struct Readiness: Hashable, Sendable {
        package var hasKeys = false
        package var isWoken = false
        /// The size after a change of it.
        package var resized: Size?
        /// Nothing will ever come from this terminal again.
        package var isGone = false
    }

    /// Sleeps until there are keys, a signal of the wake descriptor, another size or the end of the time; `nil` is
    /// without end.
    package func wait(timeoutMilliseconds: Int?) -> Readiness {
        var descriptors = [
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: wake.reader, events: Int16(POLLIN), revents: 0),
        ]
        // A size that changed while this process was suspended is told at once.
        let timeout = size != toldSize ? 0 : timeoutMilliseconds.map { Int32(clamping: max($0, 0)) } ?? -1
        let count = poll(&descriptors, 2, timeout)
        var readiness = Readiness()
        if count > 0 {
            readiness.hasKeys = descriptors[0].revents & Int16(POLLIN) != 0
            readiness.isGone = descriptors[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
            readiness.isWoken = descriptors[1].revents != 0 && wake.drain()
        }
        takeSize()
        readiness.resized = size != toldSize ? size : nil
        toldSize = size
        return readiness
    }

    /// Gives the terminal back, stops this process, and takes the terminal again once it is continued.
    package func suspend() {
        guard isOpen else { return }
        leave()
        kill(getpid(), SIGSTOP)
        prepare()
        redraw()
    }

    /// Gives the terminal to another program for as long as the closure runs.
    package func lend(to program: () -> Void) {
        guard isOpen else { return }
        leave()
        program()
        prepare()
        redraw()
    }

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

    /// Writes everything again at the next drawing, whatever the terminal shows.
    package func redraw() {
        guard isOpen else { return }
        takeSize()
        shown = nil
        clearok(cncurses_standard_screen(), true)
    }

    package func bell() {
        if isOpen { beep() }
    }

    /// Gives the terminal back. Calling it again does nothing.
    package func close() {
        guard isOpen else { return }
        isOpen = false
        resizeWriter.store(-1, ordering: .relaxed)
        leave()
        delscreen(screen)
        fclose(input)
        fclose(output)
    }

    private func prepare() {
        let window = cncurses_standard_screen()
        raw()
        noecho()
        nonl()
        keypad(window, true)
        nodelay(window, true)
        define_key("\u{1B}[200~", KeyDecoder.pasteBegins)
        define_key("\u{1B}[201~", KeyDecoder.pasteEnds)
        send("\u{1B}[?2004h")
    }

    private func leave() {
        send("\u{1B}[?2004l")
        endwin()
    }

    private func send(_ sequence: String) {
        fputs(sequence, output)
        fflush(output)
    }

    /// Fits curses to the terminal's size of now.
    private func takeSize() {
        var (rows, columns): (Int32, Int32) = (0, 0)
        guard isOpen, cncurses_window_size(descriptor, &rows, &columns) == 0, rows > 0, columns > 0 else {
            return
        }
        let next = Size(columns: Int(columns), rows: Int(rows))
        guard next != size else { return }
        resizeterm(Int32(next.rows), Int32(next.columns))
        size = next
        shown = nil
    }

    /// An unset, C or POSIX locale is taken as C.UTF-8.
    ///
    /// - Returns: Whether another codeset than UTF-8 was asked for by name.
    private static func chooseLocale() -> Bool {
        let chosen = setlocale(LC_ALL, "").map { String(cString: $0) } ?? "C"
        let codeset = String(cString: nl_langinfo(Int32(CODESET)))
        let isPlain =
            ["C", "POSIX"].contains(chosen) || chosen.split(separator: ";").contains { $0.hasSuffix("CTYPE=C") }
        if codeset.contains("UTF-8") && !isPlain { return false }
        setlocale(LC_ALL, "C.UTF-8")
        return !isPlain
    }
}

/// Where the signal handler writes; -1 for nowhere.
private let resizeWriter = Atomic<Int32>(-1)

private func installResizeHandler() {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in
        let saved = errno
        var byte: UInt8 = 0
        let descriptor = resizeWriter.load(ordering: .relaxed)
        if descriptor >= 0 { _ = write(descriptor, &byte, 1) }
        errno = saved
    }
    action.sa_flags = SA_RESTART
    sigaction(SIGWINCH, &action, nil)
}

extension UInt8 {
    fileprivate var isBase64: Bool {
        switch self {
        case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x2B, 0x2F, 0x3D: true
        default: false
        }
    }
}
