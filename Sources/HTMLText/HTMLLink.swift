/// A link of a document.
package struct HTMLLink: Hashable, Sendable {
    /// By which it is shown, from 1; links with the same URL share it.
    package let number: Int
    /// What is shown of it: its text and the `alt` of its images.
    package internal(set) var text: String
    /// As a browser takes it: without blanks around it, and nothing in it that cannot be seen.
    package let url: String
    /// Where its tag begins in the HTML, in octets of UTF-8.
    package let offset: Int
}

/// An image of a document, shown or not.
package struct HTMLImage: Hashable, Sendable {
    /// `nil` when it has no `alt` at all.
    package let text: String?
    package let url: String
    package let offset: Int
    /// Takes no more than one pixel, or is hidden: nobody sees it.
    package let isPixel: Bool

    /// Whether showing it would ask a server for it.
    package var isRemote: Bool { url.hasPrefix("//") || ["http", "https"].contains(HTMLURL(url).scheme) }
}
