import Terminal
import TerminalText

/// What is added and removed from one list of lines to another, as it is shown.
struct ShownDifference: Sendable {
    private(set) var lines: [Line] = []
    /// Where changes begin.
    private(set) var changes: [Int] = []
    private(set) var counts = (added: 0, removed: 0)

    /// Equal lines that stay around a change.
    private static let around = 3

    init(_ steps: [LineDifference.Step] = []) {
        var index = 0
        while index < steps.count {
            guard case .same = steps[index] else {
                changes.append(lines.count)
                let end = steps[index...].firstIndex { if case .same = $0 { true } else { false } } ?? steps.count
                let run = steps[index..<end]
                let removed = run.compactMap { if case .removed(let text) = $0 { text } else { nil } }
                let added = run.compactMap { if case .added(let text) = $0 { text } else { nil } }
                lines += Self.change(removed, added)
                (counts.added, counts.removed) = (counts.added + added.count, counts.removed + removed.count)
                index = end
                continue
            }
            let end = steps[index...].firstIndex { if case .same = $0 { false } else { true } } ?? steps.count
            let equal = steps[index..<end].map { step in
                if case .same(let text) = step { Line("  " + SafeText(line: text)) } else { Line() }
            }
            let head = index == 0 ? 0 : Self.around
            let tail = end == steps.count ? 0 : Self.around
            if equal.count > head + tail + 1 {
                lines += equal.prefix(head)
                lines.append(Line("@@ \(equal.count - head - tail) equal lines @@", .note))
                lines += equal.suffix(tail)
            } else {
                lines += equal
            }
            index = end
        }
    }

    /// Lines that differ in one place only are one line, with what changed in braces.
    private static func change(_ removed: [String], _ added: [String]) -> [Line] {
        if removed.count == added.count {
            let pairs = zip(removed, added).map { Self.inline($0, $1) }
            if pairs.allSatisfy({ $0 != nil }) { return pairs.compactMap { $0 } }
        }
        return removed.map { Line("- " + SafeText(line: $0), .removed) }
            + added.map { Line("+ " + SafeText(line: $0), .added) }
    }

    /// `nil` when less than half is the same.
    private static func inline(_ old: String, _ new: String) -> Line? {
        let (old, new) = (Array(old), Array(new))
        var start = 0
        while start < old.count, start < new.count, old[start] == new[start] { start += 1 }
        var end = 0
        while end < old.count - start, end < new.count - start, old[old.count - 1 - end] == new[new.count - 1 - end] {
            end += 1
        }
        guard start + end > max(old.count, new.count) / 2 else { return nil }
        func text(_ characters: ArraySlice<Character>) -> SafeText { SafeText(line: String(characters)) }
        return Line(
            Line.Span(text: "  " + text(old[..<start]), role: .plain),
            Line.Span(text: "{-" + text(old[start..<(old.count - end)]) + "-}", role: .removed),
            Line.Span(text: "{+" + text(new[start..<(new.count - end)]) + "+}", role: .added),
            Line.Span(text: text(old[(old.count - end)...]), role: .plain))
    }
}
