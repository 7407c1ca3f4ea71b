/// What the sanitiser tells apart.
package enum ScalarKind {
    case plain
    /// C0, DEL and C1.
    case control
    /// U+2028 and U+2029.
    case separator
    /// What changes the order in which a terminal draws.
    case bidi
    /// Not drawn, and joins nothing: U+200B, the soft hyphen.
    case invisible
    /// ZWJ and variation selectors: parts are drawn one by one.
    case joiner
    case tag
    /// Private use, noncharacters, interlinear annotation: what they look like nobody knows.
    case unknown
    /// Drawn onto the scalar before it.
    case mark

    package init(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x20...0x7E, 0xA0...0xAC, 0xAE...0x2FF: self = .plain
        case 0...0x1F, 0x7F...0x9F: self = .control
        case 0x2028, 0x2029: self = .separator
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: self = .bidi
        case 0x200D, 0xFE00...0xFE0F, 0xE0100...0xE01EF, 0x180B...0x180D, 0x180F: self = .joiner
        case 0xE0000...0xE0FFF: self = .tag
        case 0xE000...0xF8FF, 0xF0000...0x10FFFF, 0xFDD0...0xFDEF, 0xFFF9...0xFFFC: self = .unknown
        default:
            if scalar.value & 0xFFFE == 0xFFFE {
                self = .unknown
            } else if CellWidth.width(of: scalar) > 0 {
                self = .plain
            } else if scalar.properties.generalCategory == .format {
                self = .invisible
            } else {
                self = .mark
            }
        }
    }
}
