import MailCore

/// A length of CSS, or nothing where one was expected.
struct CSSLength: Equatable {
    enum Unit { case pixel, em, rem, percent }

    var value: Double
    var unit: Unit

    /// In pixels; a percentage is of the font size, which is right for fonts and near enough for gaps.
    func pixels(fontSize: Double) -> Double {
        switch unit {
        case .pixel: value
        case .em: value * fontSize
        case .rem: value * 16
        case .percent: value * fontSize / 100
        }
    }

    init(value: Double, unit: Unit) {
        self.value = value
        self.unit = unit
    }

    /// `12px`, `1.5em`, `0`; `nil` for a word or a function.
    init?(_ text: ArraySlice<UInt8>) {
        var rest = text
        let isNegative = rest.first == 0x2D
        if isNegative || rest.first == 0x2B { rest = rest.dropFirst() }
        var (number, scale, hasDigits, isFraction) = (0.0, 1.0, false, false)
        while let byte = rest.first, byte.isDigit || byte == .dot && !isFraction {
            if byte == .dot {
                isFraction = true
            } else {
                hasDigits = true
                number = number * 10 + Double(byte - 0x30)
                if isFraction { scale *= 10 }
            }
            rest = rest.dropFirst()
        }
        guard hasDigits, number < 1e15 else { return nil }
        value = (isNegative ? -number : number) / scale
        switch String(decoding: rest.prefix(8).map(\.lowercasedASCII), as: UTF8.self) {
        case "", "px": unit = .pixel
        case "pt": (value, unit) = (value * 4 / 3, .pixel)
        case "em": unit = .em
        case "ex", "ch": (value, unit) = (value / 2, .em)
        case "rem": unit = .rem
        case "%": unit = .percent
        default: return nil
        }
    }
}

/// A colour of CSS or of a legacy attribute.
enum CSSColour: Hashable {
    case transparent
    case rgb(red: UInt8, green: UInt8, blue: UInt8)

    private static func rgb(_ value: UInt32) -> CSSColour {
        .rgb(
            red: UInt8(truncatingIfNeeded: value >> 16), green: UInt8(truncatingIfNeeded: value >> 8),
            blue: UInt8(truncatingIfNeeded: value))
    }

    /// `#abc`, `#aabbcc`, `aabbcc` (legacy), `rgb(1, 2, 3)`, or one of the names that mail uses.
    init?(_ text: ArraySlice<UInt8>) {
        let digits = text.first == 0x23 ? text.dropFirst() : text
        if digits.allSatisfy({ $0.hexValue != nil }), let colour = Self.hexadecimal(digits.map { $0.hexValue ?? 0 }) {
            self = colour
        } else if text.prefix(3).equalsIgnoringCase("rgb".utf8) {
            guard let colour = Self.function(text) else { return nil }
            self = colour
        } else {
            let name = String(decoding: text.prefix(24).map(\.lowercasedASCII), as: UTF8.self)
            if name == "transparent" {
                self = .transparent
            } else if let value = Self.names[name] {
                self = Self.rgb(value)
            } else {
                return nil
            }
        }
    }

    private static func hexadecimal(_ digits: [UInt8]) -> CSSColour? {
        switch digits.count {
        case 3, 4:
            if digits.count == 4, digits[3] == 0 { return .transparent }
            return .rgb(red: digits[0] * 17, green: digits[1] * 17, blue: digits[2] * 17)
        case 6, 8:
            if digits.count == 8, digits[6] == 0, digits[7] == 0 { return .transparent }
            return .rgb(
                red: digits[0] * 16 + digits[1], green: digits[2] * 16 + digits[3], blue: digits[4] * 16 + digits[5])
        default: return nil
        }
    }

    /// `rgb(…)` and `rgba(…)`, with commas or blanks; percentages are of 255.
    private static func function(_ text: ArraySlice<UInt8>) -> CSSColour? {
        guard let open = text.firstIndex(of: 0x28) else { return nil }
        let parts = text[(open + 1)...].prefix { $0 != 0x29 }
            .split { $0 == 0x2C || $0 == 0x2F || $0.isHTMLSpace }
            .map { CSSLength($0) }
        guard parts.count >= 3 else { return nil }
        if parts.count > 3, parts[3]?.value == 0 { return .transparent }
        let channels = parts.prefix(3).map { part -> UInt8 in
            let value = (part?.value ?? 0) * (part?.unit == .percent ? 2.55 : 1)
            return UInt8(min(max(value, 0), 255).rounded())
        }
        return .rgb(red: channels[0], green: channels[1], blue: channels[2])
    }

    private static let names: [String: UInt32] = [
        "black": 0x000000, "silver": 0xC0C0C0, "gray": 0x808080, "grey": 0x808080, "white": 0xFFFFFF,
        "maroon": 0x800000,
        "red": 0xFF0000, "purple": 0x800080, "fuchsia": 0xFF00FF, "magenta": 0xFF00FF, "green": 0x008000,
        "lime": 0x00FF00, "olive": 0x808000, "yellow": 0xFFFF00, "navy": 0x000080, "blue": 0x0000FF, "teal": 0x008080,
        "aqua": 0x00FFFF, "cyan": 0x00FFFF, "orange": 0xFFA500, "darkred": 0x8B0000, "darkgreen": 0x006400,
        "darkblue": 0x00008B, "darkgray": 0xA9A9A9, "darkgrey": 0xA9A9A9, "lightgray": 0xD3D3D3, "lightgrey": 0xD3D3D3,
        "whitesmoke": 0xF5F5F5, "crimson": 0xDC143C, "tomato": 0xFF6347, "gold": 0xFFD700, "indigo": 0x4B0082,
        "violet": 0xEE82EE, "pink": 0xFFC0CB, "brown": 0xA52A2A, "coral": 0xFF7F50, "steelblue": 0x4682B4,
        "dodgerblue": 0x1E90FF, "royalblue": 0x4169E1, "forestgreen": 0x228B22, "seagreen": 0x2E8B57,
        "firebrick": 0xB22222, "darkorange": 0xFF8C00, "orangered": 0xFF4500, "slategray": 0x708090,
        "dimgray": 0x696969, "dimgrey": 0x696969, "ivory": 0xFFFFF0, "beige": 0xF5F5DC, "snow": 0xFFFAFA,
    ]
}
