/// A paragraph, a list item, a table row …: text that begins on a line of its own.
struct HTMLBlock {
    enum Kind {
        case flow
        /// Blanks and line breaks count (`pre`).
        case preformatted
        /// A thematic break (`hr`).
        case rule
    }

    var kind = Kind.flow
    /// How many block quotes it stands in.
    var quoteDepth = 0
    /// Cells it is indented by, inside lists.
    var indent = 0
    /// The bullet or number in front of it.
    var marker = ""
    var isAfterGap = false
    /// `\n` in a run is a line break.
    var runs: [StyledRun] = []

    var isEmpty: Bool { runs.isEmpty && kind != .rule }
}
