import MailCore

/// The elements that HTML knows; every other is `unknown`.
enum HTMLElement: UInt8, CaseIterable {
    case a, abbr, acronym, address, applet, area, article, aside, audio, b, base, basefont, bdo, bgsound, big
    case blockquote, body, br, button, canvas, caption, center, cite, code, col, colgroup, datalist, dd, del
    case details, dfn, dialog, dir, div, dl, dt, em, embed, fieldset, figcaption, figure, font, footer, form
    case frame, frameset, h1, h2, h3, h4, h5, h6, head, header, hgroup, hr, html, i, iframe, img, input, ins, kbd
    case keygen, label, legend, li, link, listing, main, map, mark, marquee, math, menu, meta, nav, nobr, noembed
    case noframes, noscript, object, ol, optgroup, option, p, param, plaintext, pre, q, rb, rp, rt, rtc, ruby, s
    case samp, script, search, section, select, small, source, span, strike, strong, style, sub, summary, sup
    case svg, table, tbody, td, template, textarea, tfoot, th, thead, time, title, tr, track, tt, u, ul, `var`
    case video, wbr, xmp
    case unknown

    private static let named = Dictionary(uniqueKeysWithValues: allCases.dropLast().map { ($0.name, $0) })

    var name: String { "\(self)" }

    /// In any case.
    init(name: ArraySlice<UInt8>) {
        guard name.count <= 10 else {
            self = .unknown
            return
        }
        let name = String(unsafeUninitializedCapacity: name.count) { buffer in
            for (index, byte) in name.enumerated() { buffer[index] = byte.lowercasedASCII }
            return name.count
        }
        self = Self.named[name] ?? .unknown
    }
}

/// What each means for the tree (HTML standard, sections 13.1.2 and 13.2.6).
extension HTMLElement {
    /// Have neither content nor an end tag.
    var isVoid: Bool {
        switch self {
        case .area, .base, .basefont, .bgsound, .br, .col, .embed, .frame, .hr, .img, .input, .keygen, .link, .meta,
            .param, .source, .track, .wbr:
            true
        default: false
        }
    }

    /// Only their own end tag ends the text in them.
    var isRaw: Bool {
        switch self {
        case .iframe, .noembed, .noframes, .plaintext, .script, .style, .textarea, .title, .xmp: true
        default: false
        }
    }

    /// Raw, but character references count.
    var isEscapable: Bool { self == .textarea || self == .title }

    /// May stand in the head.
    var isMetadata: Bool {
        switch self {
        case .base, .basefont, .bgsound, .link, .meta, .noframes, .noscript, .script, .style, .template, .title: true
        default: false
        }
    }

    /// Are opened again behind a block that cut them off.
    var isFormatting: Bool {
        switch self {
        case .a, .b, .big, .code, .em, .font, .i, .nobr, .s, .small, .strike, .strong, .tt, .u: true
        default: false
        }
    }

    /// End an open paragraph.
    var endsParagraph: Bool {
        switch self {
        case .address, .article, .aside, .blockquote, .center, .dd, .details, .dialog, .dir, .div, .dl, .dt, .fieldset,
            .figcaption, .figure, .footer, .form, .h1, .h2, .h3, .h4, .h5, .h6, .header, .hgroup, .hr, .li, .listing,
            .main, .menu, .nav, .ol, .p, .plaintext, .pre, .search, .section, .summary, .table, .ul, .xmp:
            true
        default: false
        }
    }

    var isHeading: Bool {
        switch self {
        case .h1, .h2, .h3, .h4, .h5, .h6: true
        default: false
        }
    }

    /// A formatting element cannot be ended across these as if they were not there.
    var isSpecial: Bool {
        switch self {
        case .applet, .body, .button, .caption, .colgroup, .frameset, .head, .html, .marquee, .object, .select, .tbody,
            .td, .template, .tfoot, .th, .thead, .tr, .iframe, .img, .input, .textarea:
            true
        default: endsParagraph && self != .dialog || isVoid || isRaw
        }
    }

    /// Where the search for an open element ends: nothing in a cell ends what is around its table.
    var isScope: Bool {
        switch self {
        case .applet, .caption, .html, .marquee, .object, .table, .td, .template, .th: true
        default: false
        }
    }

    var isCell: Bool { self == .td || self == .th }

    var isRowGroup: Bool { self == .tbody || self == .thead || self == .tfoot }

    /// In these only other parts of the table stand.
    var isTableStructure: Bool { self == .table || self == .tr || isRowGroup }

    /// End SVG and MathML, where they cannot stand.
    var breaksOutOfForeign: Bool {
        switch self {
        case .b, .big, .body, .br, .code, .em, .embed, .head, .i, .img, .nobr, .ruby, .s, .small, .span, .strike,
            .strong, .sub, .sup, .tt, .u, .`var`:
            true
        default: endsParagraph
        }
    }
}
