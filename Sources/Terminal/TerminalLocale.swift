import CNcursesw
import Glibc

/// The locale of the C library, by which curses knows what it writes.
enum TerminalLocale {
    /// An unset, C or POSIX locale is taken as C.UTF-8.
    ///
    /// - Returns: Whether another codeset than UTF-8 was asked for by name.
    static func choose() -> Bool {
        let chosen = setlocale(LC_ALL, "").map { String(cString: $0) } ?? "C"
        let codeset = String(cString: nl_langinfo(Int32(CODESET)))
        let isPlain =
            ["C", "POSIX"].contains(chosen) || chosen.split(separator: ";").contains { $0.hasSuffix("CTYPE=C") }
        if codeset.contains("UTF-8") && !isPlain { return false }
        setlocale(LC_ALL, "C.UTF-8")
        return !isPlain
    }
}
