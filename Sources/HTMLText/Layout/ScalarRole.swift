import TerminalText

/// What becomes of a character of HTML on its way to a terminal.
enum ScalarRole {
    case visible
    case blank
    /// A blank that keeps the words beside it together.
    case noBreakBlank
    /// Takes no place: filler of preview texts, soft hyphens, controls, what would change the order of drawing.
    case filler
    /// Drawn onto what stands before it.
    case mark
    /// Nobody knows what it looks like.
    case unknown

    init(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x21...0x7E: self = .visible
        case 0x09, 0x0A, 0x0C, 0x0D, 0x20, 0x1680, 0x2000...0x2006, 0x2008...0x200A, 0x2028, 0x2029, 0x205F, 0x3000:
            self = .blank
        case 0xA0, 0x2007, 0x202F: self = .noBreakBlank
        // Letters of Hangul and a Braille cell that are drawn as nothing.
        case 0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800: self = .filler
        default:
            switch ScalarKind(scalar) {
            case .plain: self = .visible
            case .control, .separator, .bidi, .tag, .invisible, .joiner: self = .filler
            case .unknown: self = .unknown
            case .mark: self = scalar.value == 0x034F ? .filler : .mark
            }
        }
    }
}
