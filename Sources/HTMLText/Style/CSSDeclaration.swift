import MailCore

/// A property and its value, as far as they change what a terminal shows.
enum CSSDeclaration {
    enum Display { case none, inline, inlineBlock, block, table, row, cell, listItem, contents }
    enum Side { case top, bottom }

    case display(Display)
    case visibility(isHidden: Bool)
    /// `mso-hide: all`: hidden from Outlook.
    case msoHide(Bool)
    case bold(Bool)
    case italic(Bool)
    case decoration(TextStyle)
    case align(TextAlignment)
    case whiteSpace(WhiteSpace)
    case colour(CSSColour)
    case background(CSSColour)
    /// An image or a gradient: nobody knows what colour is there.
    case backgroundImage
    case fontSize(CSSLength)
    case maxHeight(CSSLength)
    case height(CSSLength)
    case width(CSSLength)
    case isClipped(Bool)
    case opacity(Double)
    case textIndent(CSSLength)
    case margin(Side, CSSLength)
    case padding(Side, CSSLength)
    /// Whether there is room at the left and right, as buttons have.
    case sidePadding(Bool)
    case border(Bool)
    case listStyle(ListStyle)
    case rightToLeft(Bool)
}

/// Cuts `property: value; …` into declarations.
struct CSSDeclarationParser {
    private(set) var normal: [CSSDeclaration] = []
    private(set) var important: [CSSDeclaration] = []

    init(_ text: ArraySlice<UInt8>) {
        var rest = text
        while !rest.isEmpty {
            let end = Self.end(of: rest)
            if let colon = rest[..<end].firstIndex(of: 0x3A) {
                add(name: rest[..<colon].trimmed, value: rest[(colon + 1)..<end].trimmed)
            }
            rest = rest[end...].dropFirst()
        }
    }

    /// The `;` that stands in no string and no parentheses: a data URL may hold some.
    private static func end(of text: ArraySlice<UInt8>) -> Int {
        var (depth, quote) = (0, UInt8(0))
        for index in text.indices {
            let byte = text[index]
            switch byte {
            case _ where quote != 0: if byte == quote { quote = 0 }
            case 0x22, 0x27: quote = byte
            case 0x28: depth += 1
            case 0x29: depth = max(0, depth - 1)
            case 0x3B where depth == 0: return index
            default: break
            }
        }
        // An open quote or parenthesis is a slip: what follows the first `;` counts again.
        return depth > 0 || quote != 0 ? text.firstIndex(of: 0x3B) ?? text.endIndex : text.endIndex
    }

    private mutating func add(name: ArraySlice<UInt8>, value: ArraySlice<UInt8>) {
        guard let property = CSSProperty(name: name) else { return }
        var value = value
        var isImportant = false
        if let mark = value.lastIndex(of: 0x21), value[(mark + 1)...].trimmed.equalsIgnoringCase("important".utf8) {
            isImportant = true
            value = value[..<mark].trimmed
        }
        guard !value.isEmpty else { return }
        let declarations = property.declarations(value)
        if isImportant { important += declarations } else { normal += declarations }
    }
}

extension ArraySlice<UInt8> {
    var trimmed: ArraySlice<UInt8> {
        var slice = self
        while let first = slice.first, first.isHTMLSpace { slice = slice.dropFirst() }
        while let last = slice.last, last.isHTMLSpace { slice = slice.dropLast() }
        return slice
    }

    /// In lower case, as far as it is looked at.
    var keyword: String { String(decoding: prefix(32).map(\.lowercasedASCII), as: UTF8.self) }
}
