/// Why there is no screen.
package enum TerminalError: Error, Hashable {
    /// The process has no terminal, or it cannot be opened.
    case notATerminal
    /// Neither TERM nor its stand-in is in the terminfo database.
    case unknownTerminal(name: String)
    case noPipe(errno: Int32)
}
