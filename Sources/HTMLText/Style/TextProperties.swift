/// Where the lines of a block stand.
enum TextAlignment: Equatable {
    case start, left, centre, right

    /// A value of `text-align` or of the attribute `align`.
    init?(_ keyword: String) {
        switch keyword {
        case "start", "justify": self = .start
        case "left": self = .left
        case "center", "middle", "-webkit-center", "-moz-center": self = .centre
        case "right", "end": self = .right
        default: return nil
        }
    }
}

/// What blanks and line breaks mean (`white-space`). Lines always wrap: a terminal has no more columns.
enum WhiteSpace {
    case collapse, preserve, preserveBreaks

    init?(_ keyword: String) {
        switch keyword {
        case "normal", "nowrap": self = .collapse
        case "pre", "pre-wrap", "break-spaces": self = .preserve
        case "pre-line": self = .preserveBreaks
        default: return nil
        }
    }
}

/// What stands in front of list items.
enum ListStyle {
    case none, disc, circle, square, decimal, lowerAlpha, upperAlpha, lowerRoman, upperRoman

    init?(css value: ArraySlice<UInt8>) {
        for word in value.split(whereSeparator: \.isHTMLSpace) {
            switch word.keyword {
            case "none": self = .none
            case "disc": self = .disc
            case "circle": self = .circle
            case "square": self = .square
            case "decimal", "decimal-leading-zero": self = .decimal
            case "lower-alpha", "lower-latin": self = .lowerAlpha
            case "upper-alpha", "upper-latin": self = .upperAlpha
            case "lower-roman": self = .lowerRoman
            case "upper-roman": self = .upperRoman
            default: continue
            }
            return
        }
        return nil
    }

    /// The attribute `type` of lists and items.
    init?(type: String) {
        switch type {
        case "1": self = .decimal
        case "a": self = .lowerAlpha
        case "A": self = .upperAlpha
        case "i": self = .lowerRoman
        case "I": self = .upperRoman
        default: self.init(css: Array(type.utf8)[...])
        }
    }

    var isNumbered: Bool {
        switch self {
        case .none, .disc, .circle, .square: false
        case .decimal, .lowerAlpha, .upperAlpha, .lowerRoman, .upperRoman: true
        }
    }

    /// With the blank behind it; empty for `none`.
    func marker(_ number: Int) -> String {
        switch self {
        case .none: ""
        case .disc: "• "
        case .circle: "◦ "
        case .square: "▪ "
        case .decimal: "\(number). "
        case .lowerAlpha: Self.letters(number) + ". "
        case .upperAlpha: Self.letters(number).uppercased() + ". "
        case .lowerRoman: Self.roman(number) + ". "
        case .upperRoman: Self.roman(number).uppercased() + ". "
        }
    }

    /// `a` to `z`, then `aa`.
    private static func letters(_ number: Int) -> String {
        guard number > 0 else { return "\(number)" }
        var (rest, letters) = (number, "")
        while rest > 0 {
            rest -= 1
            letters = String(UnicodeScalar(UInt8(0x61 + rest % 26))) + letters
            rest /= 26
        }
        return letters
    }

    private static func roman(_ number: Int) -> String {
        guard (1...3999).contains(number) else { return "\(number)" }
        let numerals = [
            (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
            (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
        ]
        var rest = number
        return numerals.reduce(into: "") { text, numeral in
            while rest >= numeral.0 {
                text += numeral.1
                rest -= numeral.0
            }
        }
    }
}
