/// One call for callers that show a document once.
package enum HTMLRenderer {
    /// The lines of an HTML text at a width in cells, links listed at the end.
    package static func render(_ html: String, width: Int) -> [StyledLine] {
        HTMLDocument(html).lines(width: width)
    }
}
