/// How roles look. Backgrounds stay the terminal's own unless a role reverses, so light and dark terminals both work;
/// every role also has a letter, a word or a position that says the same.
package struct Theme: Sendable {
    package enum Colour: Int16, Sendable {
        case own = -1
        case black = 0
        case red, green, yellow, blue, magenta, cyan, white
    }

    package struct Style: Hashable, Sendable {
        package var foreground = Colour.own
        package var background = Colour.own
        package var isBold = false
        package var isItalic = false
        package var isReverse = false
        package var isUnderlined = false
    }

    private let styles: [Role: Style]

    package func style(of role: Role) -> Style { styles[role] ?? Style() }

    /// For NO_COLOR and for terminals without colours.
    package static let mono = Theme(styles: monoStyles)

    /// Of the terminal's own eight colours.
    package static let eightColours = Theme(
        styles: monoStyles.merging(colourStyles) { _, colour in colour })

    private static let monoStyles: [Role: Style] = [
        .strong: Style(isBold: true),
        .italic: Style(isItalic: true),
        .underlined: Style(isUnderlined: true),
        .strongRed: Style(isBold: true),
        .strongGreen: Style(isBold: true),
        .strongYellow: Style(isBold: true),
        .strongBlue: Style(isBold: true),
        .strongMagenta: Style(isBold: true),
        .strongCyan: Style(isBold: true),
        .rowSelected: Style(isReverse: true),
        .rowNew: Style(isBold: true),
        .match: Style(isBold: true, isUnderlined: true),
        .matchCurrent: Style(isReverse: true),
        .title: Style(isReverse: true),
        .titleFollow: Style(isReverse: true),
        .titleHeld: Style(isReverse: true),
        .columnHeader: Style(isBold: true),
        .status: Style(isBold: true),
        .tabActive: Style(isBold: true),
        .headerName: Style(isBold: true),
        .link: Style(isUnderlined: true),
        .strongLink: Style(isBold: true, isUnderlined: true),
        .control: Style(isReverse: true),
        .serverError: Style(isBold: true),
        .changed: Style(isReverse: true),
        .checkError: Style(isBold: true),
        .toastInfo: Style(isReverse: true),
        .toastWarning: Style(isReverse: true),
        .toastError: Style(isBold: true, isReverse: true),
    ]

    private static let colourStyles: [Role: Style] = [
        .red: Style(foreground: .red),
        .green: Style(foreground: .green),
        .yellow: Style(foreground: .yellow),
        .blue: Style(foreground: .blue),
        .magenta: Style(foreground: .magenta),
        .cyan: Style(foreground: .cyan),
        .strongRed: Style(foreground: .red, isBold: true),
        .strongGreen: Style(foreground: .green, isBold: true),
        .strongYellow: Style(foreground: .yellow, isBold: true),
        .strongBlue: Style(foreground: .blue, isBold: true),
        .strongMagenta: Style(foreground: .magenta, isBold: true),
        .strongCyan: Style(foreground: .cyan, isBold: true),
        .rowMarked: Style(foreground: .yellow),
        .rowPinned: Style(foreground: .cyan),
        .rowBad: Style(foreground: .red),
        .match: Style(foreground: .black, background: .yellow),
        .matchCurrent: Style(foreground: .black, background: .cyan),
        .titleFollow: Style(foreground: .green, isReverse: true),
        .titleHeld: Style(foreground: .yellow, isReverse: true),
        .headerName: Style(foreground: .cyan),
        .quote: Style(foreground: .green),
        .quoteDeep: Style(foreground: .yellow),
        .link: Style(foreground: .blue, isUnderlined: true),
        .strongLink: Style(foreground: .blue, isBold: true, isUnderlined: true),
        .control: Style(foreground: .red, isReverse: true),
        .client: Style(foreground: .cyan),
        .server: Style(foreground: .green),
        .serverError: Style(foreground: .red, isBold: true),
        .added: Style(foreground: .green),
        .removed: Style(foreground: .red),
        .checkOK: Style(foreground: .green),
        .checkWarning: Style(foreground: .yellow),
        .checkError: Style(foreground: .red, isBold: true),
        .toastInfo: Style(foreground: .cyan, isReverse: true),
        .toastWarning: Style(foreground: .yellow, isReverse: true),
        .toastError: Style(foreground: .red, isReverse: true),
    ]
}
