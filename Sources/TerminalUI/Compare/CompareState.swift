import MailCore
import MessageCatalog
import Terminal
import TerminalText

/// Two messages beside each other, a tab of theirs line by line.
struct CompareState: Sendable {
    private(set) var left: MessageDocument
    private(set) var right: MessageDocument
    private(set) var tab = Tab.text
    private(set) var showsIgnored = false
    private(set) var lines: [Line] = []
    /// Where changes begin.
    private(set) var changes: [Int] = []
    private(set) var counts = (added: 0, removed: 0)
    private(set) var top = 0
    private var height = 1

    /// Lines of one side that are compared.
    private static let length = 20_000
    /// Equal lines that stay around a change.
    private static let around = 3

    init(_ left: MessageDocument, _ right: MessageDocument) {
        (self.left, self.right) = (left, right)
    }

    mutating func layOut(_ context: PageContext, height: Int) {
        self.height = height
        let steps = LineDifference.steps(
            from: text(of: left, context), to: text(of: right, context))
        (lines, changes, counts) = Self.shown(steps)
        scroll(by: 0)
    }

    mutating func turn(to tab: Tab) { (self.tab, top) = (tab, 0) }

    mutating func swap() { (left, right) = (right, left) }

    mutating func toggleIgnored() { showsIgnored.toggle() }

    mutating func scroll(by difference: Int) { top = min(max(top + difference, 0), max(lines.count - height, 0)) }

    mutating func moveToChange(down: Bool) {
        let next = down ? changes.first { $0 > top + 1 } : changes.last { $0 < top + 1 }
        // A line of context stays above.
        if let next { top = min(max(next - 1, 0), max(lines.count - 1, 0)) }
    }

    private func text(of document: MessageDocument, _ context: PageContext) -> [String] {
        let ignored = ["date", "message-id", "received", "dkim-signature", "x-request-id"]
        func isIgnored(_ line: String) -> Bool {
            let name = line.prefix { $0 != ":" }.lowercased()
            return ignored.contains(name) || line.hasPrefix("--") || line.lowercased().contains("boundary=")
        }
        switch tab {
        case .text:
            return SafeText.lines(document.text ?? "").map(\.string)
        case .headers:
            let lines = document.fields.map { SafeText(line: "\($0.name): \($0.value)").string }
            return showsIgnored ? lines : lines.filter { !isIgnored($0) }
        case .source:
            let source = SourceLines(document.source, foldsBase64: false)
            let lines = (0..<min(source.count, Self.length)).map { SafeText.source(source[$0].bytes).string }
            return showsIgnored ? lines : lines.filter { !isIgnored($0) }
        default:
            let page = tab.page(document, context)
            return (0..<min(page.count, Self.length)).map { page[$0].text }
        }
    }

    private static func shown(
        _ steps: [LineDifference.Step]
    ) -> (lines: [Line], changes: [Int], counts: (added: Int, removed: Int)) {
        var (lines, changes): ([Line], [Int]) = ([], [])
        var counts = (added: 0, removed: 0)
        var index = 0
        while index < steps.count {
            guard case .same = steps[index] else {
                changes.append(lines.count)
                let end = steps[index...].firstIndex { if case .same = $0 { true } else { false } } ?? steps.count
                let run = steps[index..<end]
                let removed = run.compactMap { if case .removed(let text) = $0 { text } else { nil } }
                let added = run.compactMap { if case .added(let text) = $0 { text } else { nil } }
                lines += change(removed, added)
                (counts.added, counts.removed) = (counts.added + added.count, counts.removed + removed.count)
                index = end
                continue
            }
            let end = steps[index...].firstIndex { if case .same = $0 { false } else { true } } ?? steps.count
            let equal = steps[index..<end].map { step in
                if case .same(let text) = step { Line("  " + SafeText(line: text)) } else { Line() }
            }
            let head = index == 0 ? 0 : around
            let tail = end == steps.count ? 0 : around
            if equal.count > head + tail + 1 {
                lines += equal.prefix(head)
                lines.append(Line("@@ \(equal.count - head - tail) equal lines @@", .note))
                lines += equal.suffix(tail)
            } else {
                lines += equal
            }
            index = end
        }
        return (lines, changes, counts)
    }

    /// Lines that differ in one place only are one line, with what changed in braces.
    private static func change(_ removed: [String], _ added: [String]) -> [Line] {
        if removed.count == added.count {
            let pairs = zip(removed, added).map { inline($0, $1) }
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

extension Model {
    /// The two marked, else the current one with the one before it to the same recipient with the same subject.
    mutating func startCompare() -> [Effect] {
        let marked = list.marks.sorted()
        let pair: (MessageID, MessageID)
        if message == nil, marked.count == 2 {
            pair = (marked[0], marked[1])
        } else {
            guard let id = message?.id ?? list.target(at: now.milliseconds), let summary = list.messages[id] else {
                return []
            }
            let before = list.messages.last { other in
                other.id < id && other.subject == summary.subject && other.shownTo == summary.shownTo
            }
            guard let before else {
                show(.info, "nothing before it to the same recipient with this subject; mark two to compare them")
                return []
            }
            pair = (before.id, id)
        }
        return withDocument(of: pair.0) { model, left in
            model.withDocument(of: pair.1) { model, right in
                model.compare = CompareState(left, right)
                model.layOutCompare()
                return []
            }
        }
    }

    mutating func scrollCompare(by lines: Int) { compare?.scroll(by: lines) }

    mutating func layOutCompare() {
        let body = MessageLayout(size: size).body
        let context = context(width: body.columns)
        compare?.layOut(context, height: body.rows)
    }

    mutating func compareIn(_ tab: Tab) {
        compare?.turn(to: tab)
        layOutCompare()
    }

    mutating func swapCompared() {
        compare?.swap()
        layOutCompare()
    }

    mutating func toggleIgnored() {
        compare?.toggleIgnored()
        layOutCompare()
    }
}
