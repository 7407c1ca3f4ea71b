/// What elements look like by themselves (HTML standard, section 15.3).
extension ComputedStyle {
    mutating func applyDefaults(of element: HTMLElement) {
        display = Self.display(of: element)
        isHidden = display == .none
        let gap = Self.gap(around: element)
        (gapAbove, gapBelow) = (gap, gap)
        switch element {
        case .b, .strong, .th, .dt, .h1, .h2, .h3, .h4, .h5, .h6: text.insert(.bold)
        case .i, .em, .cite, .`var`, .dfn, .address: text.insert(.italic)
        case .u, .ins: text.insert(.underline)
        case .s, .strike, .del: text.insert(.strikethrough)
        case .blockquote:
            text.insert(.quote)
            align = .start
        case .pre, .listing, .xmp, .plaintext, .textarea:
            whiteSpace = .preserve
            align = .start
        case .center:
            align = .centre
            alignsBoxes = true
        case .table:
            whiteSpace = .collapse
            // The attribute is there to place the table, not what is in it.
            if alignsBoxes { align = .start }
        case .ul, .menu, .dir:
            listStyle = listStyle == nil ? .disc : .circle
            align = .start
        case .ol:
            listStyle = .decimal
            align = .start
        case .dl: align = .start
        default: break
        }
    }

    private static func display(of element: HTMLElement) -> CSSDeclaration.Display {
        switch element {
        case .base, .basefont, .bgsound, .datalist, .head, .iframe, .link, .meta, .noembed, .noframes, .param, .script,
            .source, .style, .template, .title, .track:
            .none
        case .address, .article, .aside, .blockquote, .body, .caption, .center, .dd, .details, .dialog, .dir, .div, .dl,
            .dt, .fieldset, .figcaption, .figure, .footer, .form, .frameset, .h1, .h2, .h3, .h4, .h5, .h6, .header,
            .hgroup, .hr, .html, .legend, .listing, .main, .menu, .nav, .ol, .optgroup, .option, .p, .plaintext, .pre,
            .search, .section, .summary, .ul, .xmp:
            .block
        case .table, .tbody, .thead, .tfoot: .table
        case .tr: .row
        case .td, .th: .cell
        case .li: .listItem
        case .button: .inlineBlock
        default: .inline
        }
    }

    /// Pixels.
    private static func gap(around element: HTMLElement) -> Double {
        switch element {
        case .blockquote, .dl, .fieldset, .figure, .h1, .h2, .h3, .h4, .h5, .h6, .listing, .menu, .ol, .p, .plaintext,
            .pre, .ul, .xmp:
            16
        default: 0
        }
    }

    mutating func applyAttributes(of node: Int, _ element: HTMLElement, in tree: HTMLTree) {
        for attribute in tree.attributes[tree.nodes[node].range] {
            let value = tree.text[attribute.value].trimmed
            switch attribute.name {
            case .align where ![.table, .img, .hr, .iframe, .input].contains(element):
                if let alignment = TextAlignment(value.keyword) {
                    align = alignment
                    alignsBoxes = true
                }
            case .bgcolor:
                if let colour = CSSColour(value) { apply(.background(colour), parent: self) }
            case .background where !value.isEmpty: background = .unknown
            case .color where element == .font || element == .basefont: colour = CSSColour(value) ?? colour
            case .hidden: isHidden = true
            case .dir: isRightToLeft = value.keyword == "rtl"
            case .type where [.ul, .ol, .li].contains(element):
                listStyle = ListStyle(type: String(decoding: value, as: UTF8.self)) ?? listStyle
            case .width: width = tree.number(of: .width, in: node).map(Double.init)
            case .height: height = tree.number(of: .height, in: node).map(Double.init)
            default: break
            }
        }
    }
}
