/// A piece of HTML, as ranges of the bytes it was cut from.
enum HTMLToken {
    /// Raw text (`style`, `script`, CDATA) has no character references.
    case text(Range<Int>, isRaw: Bool)
    /// Its attributes are in the tokenizer until the next token is asked for.
    case startTag(HTMLTag)
    case endTag(HTMLTag)
    /// Conditional comments, declarations and processing instructions included.
    case comment(Range<Int>)
    case doctype(Range<Int>)
}

struct HTMLTag {
    var element: HTMLElement
    var name: Range<Int>
    /// Where its `<` stands.
    var offset: Int
    var isSelfClosing = false
}

/// An attribute as written; `value` is `nil` for a name alone.
struct RawAttribute {
    var name: Range<Int>
    var value: Range<Int>?
}
