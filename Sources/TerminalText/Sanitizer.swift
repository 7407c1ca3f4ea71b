/// Makes safe text. What is dropped, replaced or made visible depends on where the text will stand.
struct Sanitizer {
    enum Place {
        /// One line of a list, a title or a dialog.
        case line
        /// A line of message text or of a header field.
        case text
        /// A line of the stored bytes.
        case source

        /// Combining marks of one base. A cell of ncurses holds a base and four.
        var marks: Int { self == .line ? 2 : 4 }
    }

    private let place: Place
    private let isASCII: Bool
    private var builder = SafeTextBuilder()
    private var marks = 0
    private var hasBase = false

    init(for place: Place, isASCII: Bool = Repertoire.isASCII) {
        // In a row, a character without a code keeps its cell: whoever draws it finds something to put there.
        (self.place, self.isASCII) = (place, isASCII && place != .line)
    }

    static func sanitize(_ scalars: some Sequence<Unicode.Scalar>, for place: Place) -> SafeText {
        var sanitizer = Sanitizer(for: place)
        for scalar in scalars { sanitizer.append(scalar) }
        return sanitizer.finish()
    }

    mutating func finish() -> SafeText { builder.finish() }

    mutating func append(_ scalar: Unicode.Scalar) {
        if isASCII, scalar.value >= 0xA0, ![.joiner, .invisible].contains(ScalarKind(scalar)) {
            return appendCode(scalar)
        }
        switch ScalarKind(scalar) {
        case .plain: appendBase(scalar)
        case .control: appendControl(scalar)
        case .separator: place == .line ? appendBase(" ") : appendCode(scalar)
        case .bidi: if place != .line { appendCode(scalar) }
        case .invisible: if place == .source { appendCode(scalar) }
        case .joiner: break
        case .tag: if place != .line { appendCode(scalar) }
        case .unknown: place == .line ? appendBase("\u{FFFD}") : appendCode(scalar)
        case .mark: appendMark(scalar)
        }
    }

    /// An ASCII form of something that is not drawn as itself.
    mutating func append(control form: String) {
        builder.append(control: form)
        hasBase = false
    }

    private mutating func appendBase(_ scalar: Unicode.Scalar) {
        builder.append(scalar)
        hasBase = true
        marks = 0
    }

    private mutating func appendCode(_ scalar: Unicode.Scalar) {
        append(control: "<U+" + hexadecimal(scalar.value, digits: 4) + ">")
    }

    private mutating func appendMark(_ scalar: Unicode.Scalar) {
        // A mark without a base would be drawn onto whatever stands before the text.
        if !hasBase { appendBase("\u{25CC}") }
        marks += 1
        if marks <= place.marks {
            builder.append(scalar)
        } else if place == .source {
            appendCode(scalar)
        }
    }

    private mutating func appendControl(_ scalar: Unicode.Scalar) {
        switch (scalar, place) {
        case ("\t", .line), ("\n", .line): appendBase(" ")
        case ("\r", .line): break
        case ("\t", .text), ("\t", .source):
            repeat { appendBase(" ") } while !builder.width.isMultiple(of: 8)
        case ("\u{7F}", _): append(control: "^?")
        case ("\0"..."\u{1F}", _): append(control: "^" + String(UnicodeScalar(UInt8(scalar.value) + 0x40)))
        default: append(control: "<" + hexadecimal(scalar.value, digits: 2) + ">")
        }
    }
}

func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
}
