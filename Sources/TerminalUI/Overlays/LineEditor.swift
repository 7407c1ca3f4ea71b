import Terminal
import TerminalText

/// One line under edit, with the keys of Emacs.
struct LineEditor: Hashable, Sendable {
    private(set) var characters: [Character]
    /// Before which character the next one goes.
    private(set) var cursor: Int

    init(_ text: String = "") {
        characters = Array(text)
        cursor = characters.count
    }

    var text: String { String(characters) }

    /// The word before the cursor.
    var word: String { String(characters[startOfWord(skippingBlanks: false)..<cursor]) }

    /// The cells before the cursor, as drawn.
    var cursorCells: Int { SafeText(line: String(characters[..<cursor])).width }

    mutating func edit(_ key: Key) {
        switch key {
        case .character(let character): insert([character])
        case .paste(let text): insert(Array(text.prefix { !$0.isNewline }))
        case .left, .control("b"): cursor = max(cursor - 1, 0)
        case .right, .control("f"): cursor = min(cursor + 1, characters.count)
        case .home, .control("a"): cursor = 0
        case .end, .control("e"): cursor = characters.count
        case .alt("b"): cursor = startOfWord(skippingBlanks: true)
        case .alt("f"): cursor = endOfWord
        case .backspace, .control("h"): remove(from: cursor - 1, to: cursor)
        case .delete, .control("d"): remove(from: cursor, to: cursor + 1)
        case .control("u"): remove(from: 0, to: cursor)
        case .control("k"): remove(from: cursor, to: characters.count)
        case .control("w"): remove(from: startOfWord(skippingBlanks: true), to: cursor)
        default: break
        }
    }

    mutating func replaceWord(with text: String) {
        remove(from: startOfWord(skippingBlanks: false), to: cursor)
        insert(Array(text))
    }

    private mutating func insert(_ new: [Character]) {
        characters.insert(contentsOf: new, at: cursor)
        cursor += new.count
    }

    private mutating func remove(from start: Int, to end: Int) {
        guard start >= 0, end <= characters.count else { return }
        characters.removeSubrange(start..<end)
        cursor = start
    }

    private func startOfWord(skippingBlanks: Bool) -> Int {
        var start = cursor
        while skippingBlanks, start > 0, characters[start - 1] == " " { start -= 1 }
        while start > 0, characters[start - 1] != " " { start -= 1 }
        return start
    }

    private var endOfWord: Int {
        var end = cursor
        while end < characters.count, characters[end] == " " { end += 1 }
        while end < characters.count, characters[end] != " " { end += 1 }
        return end
    }
}
