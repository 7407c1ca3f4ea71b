/// A pattern with `*` for any text and `?` for one character; the case of ASCII letters does not matter.
struct Glob {
    private let pattern: [Unicode.Scalar]

    init(_ pattern: String) {
        self.pattern = Self.folded(pattern)
    }

    /// Time is bounded by the product of both lengths: only the last star is ever tried again.
    func matches(_ text: String) -> Bool {
        let text = Self.folded(text)
        var (position, index) = (0, 0)
        var star: (position: Int, index: Int)?
        while position < text.count {
            if index < pattern.count, pattern[index] == "*" {
                star = (position, index)
                index += 1
            } else if index < pattern.count, pattern[index] == "?" || pattern[index] == text[position] {
                position += 1
                index += 1
            } else if let last = star {
                star = (last.position + 1, last.index)
                (position, index) = (last.position + 1, last.index + 1)
            } else {
                return false
            }
        }
        return pattern[index...].allSatisfy { $0 == "*" }
    }

    private static func folded(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.map { ("A"..."Z").contains($0) ? Unicode.Scalar(UInt8($0.value) + 0x20) : $0 }
    }
}
