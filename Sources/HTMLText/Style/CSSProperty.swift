import MailCore

/// The properties that count, and how their values are read (CSS 2.2 and its text modules).
enum CSSProperty: String, CaseIterable {
    case display, visibility, color, background, opacity, height, width, margin, padding, border, overflow, font
    case direction
    case msoHide = "mso-hide"
    case fontWeight = "font-weight"
    case fontStyle = "font-style"
    case fontSize = "font-size"
    case textDecoration = "text-decoration"
    case textDecorationLine = "text-decoration-line"
    case textAlign = "text-align"
    case textIndent = "text-indent"
    case whiteSpace = "white-space"
    case backgroundColor = "background-color"
    case backgroundImage = "background-image"
    case maxHeight = "max-height"
    case marginTop = "margin-top"
    case marginBottom = "margin-bottom"
    case paddingTop = "padding-top"
    case paddingBottom = "padding-bottom"
    case paddingLeft = "padding-left"
    case listStyle = "list-style"
    case listStyleType = "list-style-type"

    private static let named = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

    init?(name: ArraySlice<UInt8>) {
        guard name.count <= 24, let property = Self.named[name.keyword] else { return nil }
        self = property
    }

    func declarations(_ value: ArraySlice<UInt8>) -> [CSSDeclaration] {
        switch self {
        case .margin: Self.sides(value).map { .margin($0, $1) }
        case .padding: Self.sides(value).map { .padding($0, $1) } + [.sidePadding(Self.hasSides(value))]
        case .font: Self.font(value)
        default: declaration(value).map { [$0] } ?? []
        }
    }

    private func declaration(_ value: ArraySlice<UInt8>) -> CSSDeclaration? {
        switch self {
        case .display: CSSDeclaration.Display(value.keyword).map { .display($0) }
        case .visibility: .visibility(isHidden: value.keyword == "hidden" || value.keyword == "collapse")
        case .msoHide: .msoHide(value.keyword == "all")
        case .opacity: CSSLength(value).map { .opacity($0.value) }
        case .color: CSSColour(value).map { .colour($0) }
        case .background, .backgroundColor, .backgroundImage: Self.background(value)
        case .fontWeight: .bold(Self.isBold(value))
        case .fontStyle: .italic(value.keyword == "italic" || value.keyword.hasPrefix("oblique"))
        case .fontSize: Self.fontSize(value).map { .fontSize($0) }
        case .textDecoration, .textDecorationLine: .decoration(Self.decoration(value))
        case .textAlign: TextAlignment(value.keyword).map { .align($0) }
        case .textIndent: CSSLength(value).map { .textIndent($0) }
        case .whiteSpace: WhiteSpace(value.keyword).map { .whiteSpace($0) }
        case .maxHeight: CSSLength(value).map { .maxHeight($0) }
        case .height: CSSLength(value).map { .height($0) }
        case .width: CSSLength(value).map { .width($0) }
        case .overflow: .isClipped(value.keyword == "hidden" || value.keyword == "clip")
        case .marginTop: CSSLength(value).map { .margin(.top, $0) }
        case .marginBottom: CSSLength(value).map { .margin(.bottom, $0) }
        case .paddingTop: CSSLength(value).map { .padding(.top, $0) }
        case .paddingBottom: CSSLength(value).map { .padding(.bottom, $0) }
        case .paddingLeft: CSSLength(value).map { .sidePadding($0.value > 0) }
        case .border: .border(!["none", "0", "0px"].contains(value.keyword))
        case .listStyle, .listStyleType: ListStyle(css: value).map { .listStyle($0) }
        case .direction: .rightToLeft(value.keyword == "rtl")
        case .margin, .padding, .font: nil
        }
    }

    private static func words(_ value: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        value.split(whereSeparator: \.isHTMLSpace)
    }

    /// Top and bottom of `1px`, `1px 2px`, `1px 2px 3px`, `1px 2px 3px 4px`.
    private static func sides(_ value: ArraySlice<UInt8>) -> [(CSSDeclaration.Side, CSSLength)] {
        let words = words(value)
        guard let first = words.first, let top = CSSLength(first) else { return [] }
        let bottom = words.count > 2 ? CSSLength(words[2]) ?? top : top
        return [(.top, top), (.bottom, bottom)]
    }

    private static func hasSides(_ value: ArraySlice<UInt8>) -> Bool {
        let words = words(value)
        return words.dropFirst(words.count > 1 ? 1 : 0).first.flatMap { CSSLength($0) }.map { $0.value > 0 } ?? false
    }

    /// `italic bold 12px/30px Georgia`
    private static func font(_ value: ArraySlice<UInt8>) -> [CSSDeclaration] {
        let words = words(value)
        guard let place = words.firstIndex(where: { fontSize($0.prefix { $0 != 0x2F }) != nil && !isWeight($0) }),
            let size = fontSize(words[place].prefix { $0 != 0x2F })
        else { return [] }
        let before = words[..<place]
        return [
            .fontSize(size), .bold(before.contains { isBold($0) }),
            .italic(before.contains { $0.keyword == "italic" || $0.keyword == "oblique" }),
        ]
    }

    private static func isWeight(_ word: ArraySlice<UInt8>) -> Bool { word.count == 3 && word.allSatisfy(\.isDigit) }

    private static func isBold(_ value: ArraySlice<UInt8>) -> Bool {
        if isWeight(value) { return (value.first ?? 0) >= 0x36 }
        return value.keyword == "bold" || value.keyword == "bolder"
    }

    private static func fontSize(_ value: ArraySlice<UInt8>) -> CSSLength? {
        if let length = CSSLength(value) { return length }
        switch value.keyword {
        case "xx-small", "x-small", "small", "medium", "large", "x-large", "xx-large":
            return CSSLength(value: 16, unit: .pixel)
        case "smaller", "larger": return CSSLength(value: 1, unit: .em)
        default: return nil
        }
    }

    private static func decoration(_ value: ArraySlice<UInt8>) -> TextStyle {
        words(value).reduce(into: TextStyle()) { style, word in
            if word.keyword == "underline" { style.insert(.underline) }
            if word.keyword == "line-through" { style.insert(.strikethrough) }
        }
    }

    private static func background(_ value: ArraySlice<UInt8>) -> CSSDeclaration? {
        if let colour = CSSColour(value) { return .background(colour) }
        if value.contains(0x28), !value.prefix(3).equalsIgnoringCase("rgb".utf8) { return .backgroundImage }
        if value.keyword == "none" { return .background(.transparent) }
        return words(value).lazy.compactMap { CSSColour($0) }.first.map { .background($0) }
    }
}

extension CSSDeclaration.Display {
    init?(_ keyword: String) {
        switch keyword {
        case "none": self = .none
        case "inline": self = .inline
        case "inline-block", "inline-flex", "inline-grid": self = .inlineBlock
        case "block", "flex", "grid", "flow-root", "table-caption": self = .block
        case "table", "inline-table", "table-row-group", "table-header-group", "table-footer-group": self = .table
        case "table-row": self = .row
        case "table-cell": self = .cell
        case "list-item": self = .listItem
        case "contents": self = .contents
        default: return nil
        }
    }
}
