import CNcursesw
import Glibc
import TerminalText

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
    let input: UnsafeMutablePointer<FILE>
    let output: UnsafeMutablePointer<FILE>
    let screen: OpaquePointer
    private let pen: CursesPen
    private let showsCursor: Bool
    var isCursorShown: Bool?
    private var decoder = KeyDecoder()
    private var shown: Screen?
    var isOpen = true

    /// Takes over the controlling terminal.
    package init(_ settings: TerminalSettings) throws(TerminalError) {
        wake = try WakeDescriptor()
        var settings = settings
        if TerminalLocale.choose() { settings.isASCII = true }
        Repertoire.isASCII = settings.isASCII
        guard let input = fopen("/dev/tty", "re"), let output = fopen("/dev/tty", "we") else {
            throw .notATerminal
        }
        var before = termios()
        tcgetattr(fileno(output), &before)
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
        showsCursor = settings.showsCursor
        set_escdelay(settings.escapeDelay)
        CrashGuard.arm(descriptor: fileno(output), before: before, lastWords: settings.lastWords)
        prepare()
        ResizeSignal.take(writer: wake.writer)
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
        var changed: [Int] = []
        let window = cncurses_standard_screen()
        let before = shown?.size == next.size ? shown : nil
        for row in 0..<min(next.size.rows, size.rows) where before?.row(row) != next.row(row) {
            pen.draw(next, row: row, columns: size.columns, on: window)
            changed.append(row)
        }
        wmove(window, Int32(min(next.cursor.row, size.rows - 1)), Int32(min(next.cursor.column, size.columns - 1)))
        show(cursor: showsCursor || next.cursor.isTyping)
        wrefresh(window)
        let overdrawing = pen.overdrawing(next, rows: changed, columns: size.columns)
        if !overdrawing.isEmpty { send(overdrawing) }
        shown = next
        let end = start == nil ? nil : FrameCount.written()
        return FrameCount(rows: changed.count, octets: start.flatMap { start in end.map { $0 - start } })
    }

    private func show(cursor isShown: Bool) {
        guard isShown != isCursorShown else { return }
        isCursorShown = isShown
        curs_set(isShown ? 1 : 0)
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

    /// Writes everything again at the next drawing, whatever the terminal shows.
    package func redraw() {
        guard isOpen else { return }
        takeSize()
        shown = nil
        clearok(cncurses_standard_screen(), true)
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
}
