import CNcursesw
import Glibc

/// Taking the terminal, and giving it back.
extension CursesTerminal {
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

    /// Gives the terminal back. Calling it again does nothing.
    package func close() {
        guard isOpen else { return }
        isOpen = false
        ResizeSignal.drop()
        CrashGuard.disarm()
        leave()
        delscreen(screen)
        fclose(input)
        fclose(output)
    }

    func prepare() {
        let window = cncurses_standard_screen()
        raw()
        noecho()
        nonl()
        keypad(window, true)
        nodelay(window, true)
        define_key("\u{1B}[200~", KeyDecoder.pasteBegins)
        define_key("\u{1B}[201~", KeyDecoder.pasteEnds)
        send("\u{1B}[?2004h")
        isCursorShown = nil
    }

    func leave() {
        send("\u{1B}[?2004l")
        endwin()
    }
}
