import MailCore

/// Turns the tokens of HTML into blocks of text and a list of links. Elements are kept on a stack of its own, so no depth
/// of nesting can exhaust anything else.
struct HTMLBlockBuilder {
    private(set) var blocks: [HTMLBlock] = []
    /// The targets of links; a link is known by its place here, from 1.
    private(set) var links: [String] = []

    private var linkNumbers: [String: Int] = [:]
    private var elements: [Element] = []
    /// How often a name is on the stack, so that an end tag without a start costs nothing.
    private var openCounts: [String: Int] = [:]
    private var block = HTMLBlock()
    private var state = State()
    private var nextIsAfterGap = false
    /// A blank that is due before the next visible character.
    private var hasPendingBlank = false
    private var marker = ""

    /// What elements set for all that stands in them.
    private struct State {
        var style: TextStyle = []
        var isHidden = false
        var isPreformatted = false
        var quoteDepth = 0
        var listDepth = 0
        /// The number of the next item; `nil` in a list with bullets.
        var number: Int?
    }

    private struct Element {
        var name: String
        /// What counted before it.
        var outer: State
        var link: Int?
    }

    init(_ html: String) {
        var tokenizer = HTMLTokenizer(Array(html.utf8))
        while let token = tokenizer.next() {
            switch token {
            case .text(let range):
                guard !state.isHidden else { continue }
                let text = CharacterReference.decode(tokenizer.bytes[range], inAttribute: false)
                append(String(decoding: text, as: UTF8.self))
            case .startTag(let name, let attributes):
                start(name, HTMLAttributes(tokenizer.bytes[attributes]))
            case .endTag(let name):
                end(name)
            }
        }
        while let name = elements.last?.name { end(name) }
        endBlock()
    }

    // MARK: Tags

    private mutating func start(_ name: String, _ attributes: HTMLAttributes) {
        closeImplied(by: name)
        if name == "body" { end("head") }
        if startVoid(name, attributes) { return }
        let isGap = HTMLElements.gaps.contains(name)
        if isGap || HTMLElements.blocks.contains(name) { endBlock(isGap: isGap && state.listDepth == 0) }
        var element = Element(name: name, outer: state, link: nil)
        if name == "head" || isHidden(attributes) { state.isHidden = true }
        switch name {
        case "b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6", "dt": state.style.insert(.bold)
        case "i", "em", "cite", "var", "dfn", "address": state.style.insert(.italic)
        case "u", "ins": state.style.insert(.underline)
        case "pre": state.isPreformatted = true
        case "blockquote":
            state.quoteDepth += 1
            state.style.insert(.quote)
        case "ul", "ol", "menu", "dl":
            state.listDepth += 1
            state.number = name == "ol" ? attributes["start"].flatMap { Int($0) } ?? 1 : nil
        case "li": startItem()
        case "td": hasPendingBlank = true
        case "a":
            element.link = attributes["href"].flatMap { number(ofLink: $0) }
            if element.link != nil { state.style.insert(.link) }
        default: break
        }
        if name == "th" { hasPendingBlank = true }
        elements.append(element)
        openCounts[name, default: 0] += 1
    }

    /// Elements that have no content. Returns whether it was one.
    private mutating func startVoid(_ name: String, _ attributes: HTMLAttributes) -> Bool {
        switch name {
        case "br": lineBreak()
        case "hr":
            endBlock()
            guard !state.isHidden else { return true }
            block.kind = .rule
            endBlock()
        case "img":
            let isPixel = attributes["width"] == "1" && attributes["height"] == "1"
            if !isPixel, !state.isHidden, !isHidden(attributes), let text = attributes["alt"] { append(text) }
        default: return HTMLElements.voids.contains(name)
        }
        return true
    }

    private mutating func end(_ name: String) {
        guard openCounts[name, default: 0] > 0 else {
            if name == "p" { endBlock(isGap: true) }
            return
        }
        while let element = elements.popLast() {
            openCounts[element.name, default: 1] -= 1
            if let link = element.link, !state.isHidden { append(" [\(link)]", style: .link) }
            let isGap = HTMLElements.gaps.contains(element.name)
            if isGap || HTMLElements.blocks.contains(element.name) {
                endBlock(isGap: isGap && element.outer.listDepth == 0)
            }
            let number = state.number
            state = element.outer
            // The count of a list goes on behind its items.
            if element.name == "li" { state.number = number }
            if element.name == name { return }
        }
    }

    /// Ends the elements whose end tags may be left out before a start tag (HTML standard, section 13.1.2.4).
    private mutating func closeImplied(by name: String) {
        while let top = elements.last?.name, HTMLElements.ends(top, before: name) { end(top) }
    }

    private mutating func startItem() {
        if let number = state.number {
            marker = "\(number). "
            state.number = number &+ 1
        } else {
            marker = "• "
        }
    }

    private mutating func number(ofLink target: String) -> Int? {
        let url = String(
            String.UnicodeScalarView(target.unicodeScalars.filter { HTMLElements.role(of: $0) == .visible }))
        let isFollowed = !url.isEmpty && !url.hasPrefix("#") && !url.lowercased().hasPrefix("javascript:")
        guard isFollowed, !state.isHidden else { return nil }
        if let number = linkNumbers[url] { return number }
        links.append(url)
        linkNumbers[url] = links.count
        return links.count
    }

    private func isHidden(_ attributes: HTMLAttributes) -> Bool {
        guard let style = attributes["style"]?.lowercased() else { return false }
        return style.filter { !$0.isWhitespace }.contains("display:none")
    }

    // MARK: Text

    private mutating func append(_ text: String, style extra: TextStyle = []) {
        let style = state.style.union(extra)
        var visible = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch HTMLElements.role(of: scalar) {
            case .blank where state.isPreformatted && scalar != "\r":
                // The line break right behind the start tag does not count (HTML standard, section 13.1.2.5).
                if scalar == "\n", block.runs.isEmpty, visible.isEmpty { continue }
                visible.append(scalar == "\n" || scalar == "\t" ? scalar : " ")
            case .blank: hasPendingBlank = true
            case .filler: break
            case .joiner where hasPendingBlank || block.runs.isEmpty && visible.isEmpty: break
            case .joiner, .visible:
                if hasPendingBlank, !isAtLineStart(visible) {
                    if visible.isEmpty { appendBlank(before: style) } else { visible.append(" ") }
                }
                hasPendingBlank = false
                visible.append(scalar)
            }
        }
        if !visible.isEmpty { append(run: String(visible), style) }
    }

    /// Between two styles a blank has what they share, so that no underline begins or ends in one.
    private mutating func appendBlank(before style: TextStyle) {
        append(run: " ", style.intersection(block.runs.last?.style ?? []))
    }

    private func isAtLineStart(_ visible: String.UnicodeScalarView) -> Bool {
        let last = visible.last ?? block.runs.last?.text.unicodeScalars.last
        return last == nil || last == "\n"
    }

    private mutating func append(run text: String, _ style: TextStyle) {
        if block.runs.isEmpty {
            block.kind = state.isPreformatted ? .preformatted : .flow
            block.quoteDepth = state.quoteDepth
            block.indent = max(0, state.listDepth - 1) * 2
            block.marker = marker
            if marker.isEmpty, state.listDepth > 0 { block.indent += 2 }
            marker = ""
        }
        if let last = block.runs.indices.last, block.runs[last].style == style {
            block.runs[last].text += text
        } else {
            block.runs.append(StyledRun(text, style: style))
        }
    }

    private mutating func lineBreak() {
        guard !state.isHidden else { return }
        hasPendingBlank = false
        if !block.runs.isEmpty {
            append(run: "\n", state.style)
        } else {
            nextIsAfterGap = true
        }
    }

    private mutating func endBlock(isGap: Bool = false) {
        hasPendingBlank = false
        dropLastLineBreak()
        if !block.isEmpty {
            block.isAfterGap = nextIsAfterGap && !blocks.isEmpty
            if block.kind == .rule { block.quoteDepth = state.quoteDepth }
            blocks.append(block)
            block = HTMLBlock()
            nextIsAfterGap = false
        }
        if isGap { nextIsAfterGap = true }
    }

    /// A line break at the end of a block ends its last line and begins no other.
    private mutating func dropLastLineBreak() {
        guard let last = block.runs.indices.last, block.runs[last].text.last == "\n" else { return }
        block.runs[last].text.removeLast()
        if block.runs[last].text.isEmpty { block.runs.removeLast() }
    }
}
