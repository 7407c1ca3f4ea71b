/// Joins scalars to runs of one emphasis.
struct SafeTextBuilder {
    private var runs: [SafeText.Run] = []
    private var text = ""
    private var emphasis = SafeText.Emphasis.plain
    private(set) var width = 0
    private var widthBefore = 0

    var isEmpty: Bool { runs.isEmpty && text.isEmpty }

    mutating func append(_ scalar: Unicode.Scalar, _ emphasis: SafeText.Emphasis = .plain) {
        if emphasis != self.emphasis { closeRun() }
        self.emphasis = emphasis
        text.unicodeScalars.append(scalar)
        width += CellWidth.width(of: scalar)
    }

    /// A visible form, in ASCII.
    mutating func append(control form: String) {
        for scalar in form.unicodeScalars { append(scalar, .control) }
    }

    mutating func finish() -> SafeText {
        closeRun()
        return SafeText(trusted: runs)
    }

    private mutating func closeRun() {
        if !text.isEmpty { runs.append(SafeText.Run(text: text, emphasis: emphasis, width: width - widthBefore)) }
        text = ""
        widthBefore = width
    }
}
