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
    private(set) var difference = ShownDifference()
    private(set) var top = 0
    private var height = 1

    /// Lines of one side that are compared.
    private static let length = 20_000
    init(_ left: MessageDocument, _ right: MessageDocument) {
        (self.left, self.right) = (left, right)
    }

    mutating func layOut(_ context: PageContext, height: Int) {
        self.height = height
        let steps = LineDifference.steps(
            from: text(of: left, context), to: text(of: right, context))
        difference = ShownDifference(steps)
        scroll(by: 0)
    }

    mutating func turn(to tab: Tab) { (self.tab, top) = (tab, 0) }

    mutating func swap() { (left, right) = (right, left) }

    mutating func toggleIgnored() { showsIgnored.toggle() }

    mutating func scroll(by difference: Int) {
        top = min(max(top + difference, 0), max(self.difference.lines.count - height, 0))
    }

    mutating func moveToChange(down: Bool) {
        let next = down ? difference.changes.first { $0 > top + 1 } : difference.changes.last { $0 < top + 1 }
        // A line of context stays above.
        if let next { top = min(max(next - 1, 0), max(difference.lines.count - 1, 0)) }
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
}
