/// Something in a mail's HTML that its sender would want to know: what, and where.
package struct HTMLFinding: Hashable, Sendable {
    /// The codes of the checks of inspect.
    package enum Code: String, Hashable, Sendable, CaseIterable {
        case linkTextDiffers = "link-text-differs"
        case localhostLink = "localhost-link"
        case privateLink = "private-link"
        case httpLink = "http-link"
        case placeholderLeft = "placeholder-left"
        case imageWithoutAlt = "image-without-alt"
    }

    package var code: Code
    /// The text it was found in: of the link, of the image, or the placeholder itself.
    package var text: String
    /// `nil` when it is no link and no image.
    package var url: String?
    /// Where it begins in the HTML, in octets of UTF-8.
    package var offset: Int

    package init(_ code: Code, text: String, url: String? = nil, offset: Int) {
        self.code = code
        self.text = text
        self.url = url
        self.offset = offset
    }
}

extension HTMLDocument {
    /// Everything found, in the order of the HTML.
    package var findings: [HTMLFinding] {
        var findings = links.flatMap(LinkFindings.findings)
        findings += images.flatMap(Self.findingsOfImage)
        findings += placeholders
        return findings.enumerated().sorted { ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset) }
            .map(\.element)
    }

    private static func findingsOfImage(_ image: HTMLImage) -> [HTMLFinding] {
        var findings: [HTMLFinding] = []
        if image.text == nil, !image.isPixel {
            findings.append(HTMLFinding(.imageWithoutAlt, text: "", url: image.url, offset: image.offset))
        }
        if let placeholder = Placeholder.first(in: image.url) {
            findings.append(HTMLFinding(.placeholderLeft, text: placeholder, url: image.url, offset: image.offset))
        }
        return findings
    }

    /// In all text but that of scripts and styles: preview texts are read, though not in the mail.
    private var placeholders: [HTMLFinding] {
        tree.nodes.flatMap { node -> [HTMLFinding] in
            guard node.element == nil, node.parent >= 0 else { return [] }
            let parent = tree.nodes[Int(node.parent)].element
            if parent == .script || parent == .style || parent == .template { return [] }
            let text = String(decoding: tree.text[node.range], as: UTF8.self)
            return Placeholder.all(in: text).map { HTMLFinding(.placeholderLeft, text: $0, offset: Int(node.offset)) }
        }
    }
}
