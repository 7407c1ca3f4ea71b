import CNcursesw
import Glibc

/// The locale of the C library, by which curses knows what it writes.
enum TerminalLocale {
    /// An unset, C or POSIX locale is taken as C.UTF-8.
    ///
    /// - Returns: Whether another codeset than UTF-8 was asked for by name.
    static func choose() -> Bool {
        let isKnown = setlocale(LC_ALL, "") != nil
        let codeset = isKnown ? String(cString: nl_langinfo(Int32(CODESET))) : asked
        let isUTF8 = isUTF8(codeset)
        if isKnown, isUTF8 { return false }
        setlocale(LC_ALL, "C.UTF-8")
        // The codeset of C and POSIX.
        return !isUTF8 && !["", "ANSI_X3.4-1968"].contains(codeset)
    }

    /// The codeset that the environment names, for a locale that is not installed; empty for none.
    private static var asked: String {
        for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
            guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { continue }
            guard let dot = value.firstIndex(of: ".") else { return "" }
            return String(value[dot...].dropFirst().prefix { $0 != "@" })
        }
        return ""
    }

    private static func isUTF8(_ codeset: String) -> Bool {
        ["utf-8", "utf8"].contains(codeset.lowercased())
    }
}
