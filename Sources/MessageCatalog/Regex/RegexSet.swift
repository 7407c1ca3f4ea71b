/// A set of scalars: a literal, `.`, an escape such as `\d`, or a class in brackets.
struct RegexSet: Sendable {
    var ranges: [ClosedRange<UInt32>] = []
    /// Sets within a class, as in `[\d\p{L}]`.
    var members: [RegexSet] = []
    /// First letters of general categories, or whole ones, as in `\pL` and `\p{Lu}`.
    var category: String?
    var isNegated = false
    var ignoresCase = false

    static let digit = RegexSet(ranges: [0x30...0x39])
    static let space = RegexSet(ranges: [0x09...0x0A, 0x0C...0x0D, 0x20...0x20])
    static let word = RegexSet(ranges: [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    static let any = RegexSet(isNegated: true)
    /// What `.` matches: it stops at a line end.
    static let anyOnLine = RegexSet(ranges: [0x0A...0x0A, 0x0D...0x0D], isNegated: true)

    static let named: [String: RegexSet] = [
        "alnum": RegexSet(ranges: [0x30...0x39, 0x41...0x5A, 0x61...0x7A]),
        "alpha": RegexSet(ranges: [0x41...0x5A, 0x61...0x7A]),
        "blank": RegexSet(ranges: [0x09...0x09, 0x20...0x20]),
        "cntrl": RegexSet(ranges: [0x00...0x1F, 0x7F...0x7F]),
        "digit": digit,
        "lower": RegexSet(ranges: [0x61...0x7A]),
        "punct": RegexSet(ranges: [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E]),
        "space": RegexSet(ranges: [0x09...0x0D, 0x20...0x20]),
        "upper": RegexSet(ranges: [0x41...0x5A]),
        "word": word,
        "xdigit": RegexSet(ranges: [0x30...0x39, 0x41...0x46, 0x61...0x66]),
    ]

    var negated: RegexSet {
        var other = self
        other.isNegated.toggle()
        return other
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        var isIn = holds(scalar)
        if !isIn, ignoresCase {
            let properties = scalar.properties
            isIn = holds(alone: properties.lowercaseMapping) || holds(alone: properties.uppercaseMapping)
        }
        return isIn != isNegated
    }

    private func holds(_ scalar: Unicode.Scalar) -> Bool {
        if ranges.contains(where: { $0.contains(scalar.value) }) || members.contains(where: { $0.contains(scalar) }) {
            return true
        }
        return category.map { scalar.properties.generalCategory.code.hasPrefix($0) } ?? false
    }

    private func holds(alone text: String) -> Bool {
        let scalars = text.unicodeScalars
        return scalars.count == 1 && scalars.first.map(holds) ?? false
    }
}

extension Unicode.GeneralCategory {
    /// The two letters of the Unicode Character Database.
    fileprivate var code: String {
        switch self {
        case .uppercaseLetter: "Lu"
        case .lowercaseLetter: "Ll"
        case .titlecaseLetter: "Lt"
        case .modifierLetter: "Lm"
        case .otherLetter: "Lo"
        case .nonspacingMark: "Mn"
        case .spacingMark: "Mc"
        case .enclosingMark: "Me"
        case .decimalNumber: "Nd"
        case .letterNumber: "Nl"
        case .otherNumber: "No"
        case .connectorPunctuation: "Pc"
        case .dashPunctuation: "Pd"
        case .openPunctuation: "Ps"
        case .closePunctuation: "Pe"
        case .initialPunctuation: "Pi"
        case .finalPunctuation: "Pf"
        case .otherPunctuation: "Po"
        case .mathSymbol: "Sm"
        case .currencySymbol: "Sc"
        case .modifierSymbol: "Sk"
        case .otherSymbol: "So"
        case .spaceSeparator: "Zs"
        case .lineSeparator: "Zl"
        case .paragraphSeparator: "Zp"
        case .control: "Cc"
        case .format: "Cf"
        case .surrogate: "Cs"
        case .privateUse: "Co"
        case .unassigned: "Cn"
        @unknown default: "Cn"
        }
    }
}
