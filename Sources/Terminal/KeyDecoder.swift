import CNcursesw

/// Turns the codes of `get_wch` into keys.
struct KeyDecoder {
    /// Codes of our own for the marks around a paste, beyond those of curses.
    static let pasteBegins: Int32 = 0o2000
    static let pasteEnds: Int32 = 0o2001

    /// Characters of a paste that has begun.
    private var pasted: String?

    /// `nil` when the code is no key, or is a part of a paste that has not ended.
    mutating func decode(character: UInt32) -> Key? {
        guard let scalar = Unicode.Scalar(character) else { return nil }
        if pasted != nil {
            pasted?.unicodeScalars.append(scalar == "\r" ? "\n" : scalar)
            return nil
        }
        switch scalar {
        case "\r", "\n": return .enter
        case "\t": return .tab
        case "\u{1B}": return .escape
        case "\u{7F}", "\u{08}": return .backspace
        case "\u{01}"..."\u{1A}":
            return .control(Character(Unicode.Scalar(UInt8(scalar.value) + 0x60)))
        case "\0"..."\u{1F}", "\u{80}"..."\u{9F}": return nil
        default: return .character(Character(scalar))
        }
    }

    /// An escape that curses has waited on, with a character in the same breath, was one key.
    static func joinedAlt(_ keys: [Key]) -> [Key] {
        var joined: [Key] = []
        for key in keys {
            if case .character(let character) = key, joined.last == .escape, character.isLetter {
                joined[joined.count - 1] = .alt(character)
            } else {
                joined.append(key)
            }
        }
        return joined
    }

    /// A key that curses knows by name.
    mutating func decode(function code: Int32) -> Key? {
        switch code {
        case Self.pasteBegins:
            pasted = ""
            return nil
        case Self.pasteEnds:
            defer { pasted = nil }
            return pasted.map(Key.paste)
        case KEY_UP: return .up
        case KEY_DOWN: return .down
        case KEY_LEFT: return .left
        case KEY_RIGHT: return .right
        case KEY_HOME: return .home
        case KEY_END: return .end
        case KEY_PPAGE: return .pageUp
        case KEY_NPAGE: return .pageDown
        case KEY_BTAB: return .backTab
        case KEY_BACKSPACE: return .backspace
        case KEY_DC: return .delete
        case KEY_IC: return .insert
        case KEY_ENTER: return .enter
        case (KEY_F0 + 1)...(KEY_F0 + 12): return .function(Int(code - KEY_F0))
        default: return nil
        }
    }
}
