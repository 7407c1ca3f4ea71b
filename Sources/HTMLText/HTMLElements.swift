/// What is known of elements by their names, and of characters by their code points.
enum HTMLElements {
    /// Begin and end on a line of their own.
    static let blocks: Set<String> = [
        "div", "li", "tr", "table", "tbody", "thead", "tfoot", "section", "article", "header", "footer", "main", "nav",
        "aside", "center", "form", "fieldset", "figure", "figcaption", "address", "dt", "dd", "caption", "body", "html",
        "details", "summary", "option",
    ]

    /// Blocks with an empty line around them.
    static let gaps: Set<String> = [
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "menu", "blockquote", "pre",
    ]

    /// Have neither content nor an end tag (HTML standard, section 13.1.2).
    static let voids: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    ]

    /// Whether an open element ends where the start tag of another stands; links never nest.
    static func ends(_ open: String, before name: String) -> Bool {
        switch open {
        case "p": gaps.contains(name) || blocks.contains(name)
        case "li": name == "li"
        case "dt", "dd": name == "dt" || name == "dd"
        case "td", "th": name == "td" || name == "th" || name == "tr"
        case "tr": name == "tr"
        case "option": name == "option"
        case "a": name == "a"
        default: false
        }
    }

    enum Role {
        case visible
        case blank
        /// Takes no place: filler of preview texts, soft hyphens, control characters.
        case filler
        /// Joins characters, and is filler anywhere else.
        case joiner
    }

    static func role(of scalar: Unicode.Scalar) -> Role {
        switch scalar.value {
        case 0x09, 0x0A, 0x0C, 0x0D, 0x20, 0xA0, 0x2002...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: .blank
        case 0x00..<0x20, 0x7F...0x9F, 0xAD, 0x034F, 0x180E, 0x200B, 0x2060...0x2064, 0xFEFF: .filler
        case 0x200C, 0x200D: .joiner
        default: .visible
        }
    }
}
