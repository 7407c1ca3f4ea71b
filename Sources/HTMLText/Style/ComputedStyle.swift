/// What the rules say of an element. Its inherited half is where its children start from.
struct ComputedStyle {
    enum Background: Equatable {
        /// Nothing said.
        case page
        case colour(CSSColour)
        /// An image or a gradient.
        case unknown
    }

    // MARK: Inherited

    var text: TextStyle = []
    var colour: CSSColour?
    var background = Background.page
    /// Pixels.
    var fontSize = 16.0
    var whiteSpace = WhiteSpace.collapse
    var align = TextAlignment.start
    /// Whether the alignment comes from an attribute, which also places tables.
    var alignsBoxes = false
    var isRightToLeft = false
    var isInvisible = false
    var listStyle: ListStyle?

    // MARK: Its own

    var display = CSSDeclaration.Display.inline
    /// With all that is in it.
    var isHidden = false
    var isHiddenFromOutlook = false
    /// Pixels of margin and padding.
    var gapAbove = 0.0
    var gapBelow = 0.0
    var height: Double?
    var width: Double?
    var isClipped = false
    var hasBackground = false
    var hasSidePadding = false
    var hasBorder = false

    /// Where a child starts from.
    var inherited: ComputedStyle {
        var style = ComputedStyle()
        style.text = text
        style.colour = colour
        style.background = background
        style.fontSize = fontSize
        style.whiteSpace = whiteSpace
        style.align = align
        style.alignsBoxes = alignsBoxes
        style.isRightToLeft = isRightToLeft
        style.isInvisible = isInvisible
        style.listStyle = listStyle
        return style
    }

    /// Text that nobody sees: invisible, smaller than a dot, without colour, or in the colour said to be behind it.
    var hidesText: Bool {
        if isInvisible || fontSize < Self.smallestFont || colour == .transparent { return true }
        guard let colour, case .colour(let behind) = background else { return false }
        return colour == behind
    }

    private static let smallestFont = 2.5

    /// An image of one pixel, as trackers are.
    var isPixel: Bool { (width ?? 2) <= 1 && (height ?? 2) <= 1 }

    var isBlock: Bool {
        switch display {
        case .block, .table, .row, .cell, .listItem: true
        case .none, .inline, .inlineBlock, .contents: false
        }
    }

    /// What a link looks like that people know as a button.
    var isButton: Bool { hasBackground || (isBlock || display == .inlineBlock) && (hasSidePadding || hasBorder) }

    mutating func apply(_ declaration: CSSDeclaration, parent: ComputedStyle) {
        switch declaration {
        case .display(let value):
            display = value == .inlineBlock && isBlock ? .block : value
            isHidden = value == .none
        case .visibility(let isHidden): isInvisible = isHidden
        case .msoHide(let isHidden): isHiddenFromOutlook = isHidden
        case .bold(let isBold): set(.bold, isBold)
        case .italic(let isItalic): set(.italic, isItalic)
        case .decoration(let style): text = text.subtracting([.underline, .strikethrough]).union(style)
        case .align(let value):
            align = value
            alignsBoxes = false
        case .whiteSpace(let value): whiteSpace = value
        case .colour(let value): colour = value
        case .background(.transparent): hasBackground = false
        case .background(let value):
            background = .colour(value)
            hasBackground = true
        case .backgroundImage:
            background = .unknown
            hasBackground = true
        case .fontSize(let length): fontSize = length.pixels(fontSize: parent.fontSize)
        case .maxHeight(let length): if length.value == 0 { isHidden = true }
        case .height(let length): height = length.unit == .percent ? nil : length.pixels(fontSize: fontSize)
        case .width(let length): width = length.unit == .percent ? nil : length.pixels(fontSize: fontSize)
        case .isClipped(let value): isClipped = value
        case .opacity(let value): if value == 0 { isHidden = true }
        case .textIndent(let length): if length.pixels(fontSize: fontSize) <= -500 { isInvisible = true }
        case .margin(.top, let length), .padding(.top, let length): gapAbove = gap(gapAbove, length, declaration)
        case .margin(.bottom, let length), .padding(.bottom, let length): gapBelow = gap(gapBelow, length, declaration)
        case .sidePadding(let value): hasSidePadding = value
        case .border(let value): hasBorder = value
        case .listStyle(let value): listStyle = value
        case .rightToLeft(let value): isRightToLeft = value
        }
    }

    private mutating func set(_ style: TextStyle, _ isOn: Bool) {
        if isOn { text.insert(style) } else { text.remove(style) }
    }

    /// A margin takes the place of the one that elements have by themselves, padding comes on top.
    private func gap(_ gap: Double, _ length: CSSLength, _ declaration: CSSDeclaration) -> Double {
        let pixels = max(0, length.pixels(fontSize: fontSize))
        if case .padding = declaration { return max(gap, pixels) }
        return pixels
    }
}
