import MailCore

/// What is known of a table that is open.
struct TableFolder {
    private(set) var firstItem: Int
    private(set) var row: OpenRow?
    private var rows = 0
    /// Rows by which each column is still taken from above.
    private var taken = [Int](repeating: 0, count: Limits.tableColumns)

    struct OpenRow {
        let firstItem: Int
        var cells: [TableRow.Cell] = []
        /// Whether each cell is one paragraph at most.
        var isSimple = true
        var hasHeaders = true
    }

    init(firstItem: Int) {
        self.firstItem = firstItem
    }

    /// What has been shown so far stands in front of the table.
    mutating func skipCaption(to item: Int) {
        if rows == 0 { firstItem = item }
    }

    mutating func startRow(firstItem: Int) {
        rows += 1
        row = OpenRow(firstItem: firstItem)
    }

    mutating func endRow() -> OpenRow? {
        for column in taken.indices where taken[column] > 0 { taken[column] -= 1 }
        defer { row = nil }
        return row
    }

    /// A cell without a paragraph is empty, or holds more than one.
    mutating func add(_ paragraph: Paragraph?, isSimple: Bool, isHeader: Bool, span: Int, depth: Int) {
        var column = row?.cells.last.map { $0.column + $0.span } ?? 0
        while column < taken.count, taken[column] > 0 { column += 1 }
        if depth > 1 {
            for place in column..<max(column, min(column + span, taken.count)) { taken[place] = depth }
        }
        row?.cells.append(TableRow.Cell(column: column, span: span, paragraph: paragraph))
        if !isSimple { row?.isSimple = false }
        if !isHeader { row?.hasHeaders = false }
    }
}

/// Tables: a cell that is one paragraph, and a row of such cells, are kept together; all others are flattened. So the
/// boxes that mail is laid out with vanish, however deep they are nested, and tables of data remain.
extension FlowBuilder {
    mutating func startRow(_ frame: Frame) {
        if tables.isEmpty { tables.append(TableFolder(firstItem: items.count)) }
        tables[tables.count - 1].startRow(firstItem: items.count)
    }

    mutating func endCell(_ frame: Frame) {
        guard let row = tables.last?.row?.firstItem, row <= frame.firstItem else { return }
        var cell: Paragraph?
        if items.count == frame.firstItem + 1, case .paragraph(var paragraph)? = items.last?.content,
            paragraph.box.quoteDepth == box.quoteDepth, paragraph.box.marker.isEmpty
        {
            if frame.style.hasBackground, paragraph.isOneLink {
                paragraph.frameAsButton()
                items[items.count - 1].content = .paragraph(paragraph)
            }
            cell = paragraph
        }
        // The standard's own ceilings (section 4.9.11).
        let span = min(max(tree.number(of: .colspan, in: frame.node) ?? 1, 1), 1_000)
        let depth = min(max(tree.number(of: .rowspan, in: frame.node) ?? 1, 1), 65_534)
        tables[tables.count - 1].add(
            cell, isSimple: cell != nil || items.count == frame.firstItem, isHeader: frame.element == .th, span: span,
            depth: depth)
    }

    mutating func endRow(_ frame: Frame) {
        guard !tables.isEmpty, let row = tables[tables.count - 1].endRow() else { return }
        guard row.isSimple else {
            if row.cells.count > 1 { needsGap = true }
            return
        }
        guard !row.cells.isEmpty, items.count > row.firstItem else { return }
        let isAfterGap = items[row.firstItem].isAfterGap
        items.removeSubrange(row.firstItem...)
        let folded = TableRow(cells: row.cells, isHeader: row.hasHeaders)
        items.append(FlowItem(content: .row(folded), isAfterGap: isAfterGap))
    }

    /// A table of data stays one; in all others a row with a single filled cell is a paragraph.
    mutating func endTable(_ frame: Frame) {
        guard let table = tables.popLast(), items.count > table.firstItem else { return }
        let rows = items[table.firstItem...].compactMap { item -> TableRow? in
            if case .row(let row) = item.content { row } else { nil }
        }
        if rows.count == items.count - table.firstItem, Self.isData(rows) {
            let isAfterGap = items[table.firstItem].isAfterGap
            items.removeSubrange(table.firstItem...)
            items.append(FlowItem(content: .table(rows), isAfterGap: isAfterGap || table.firstItem > 0))
            needsGap = true
            return
        }
        for index in table.firstItem..<items.count {
            guard case .row(let row) = items[index].content, let paragraph = row.paragraphs.first,
                row.paragraphs.count == 1
            else { continue }
            items[index].content = .paragraph(paragraph)
        }
    }

    /// Headers above or beside cells, or several columns of short cells.
    private static func isData(_ rows: [TableRow]) -> Bool {
        let columns = rows.map { $0.cells.last.map { $0.column + $0.span } ?? 0 }.max() ?? 0
        let full = rows.filter { $0.paragraphs.count > 1 }
        guard rows.count > 1, columns > 1, !full.isEmpty else { return false }
        if rows.contains(where: { $0.isHeader && $0.cells.count > 1 }) { return true }
        if rows.contains(where: { $0.paragraphs.contains { $0.text.contains(0x0A) } }) { return false }
        var wide: Set<Int> = []
        for cell in rows.flatMap(\.cells) where (cell.paragraph?.text.count ?? 0) > 30 { wide.insert(cell.column) }
        return full.count > 1 && wide.count <= 1
    }
}

extension Paragraph {
    /// `Pay [1]` as `[ Pay ][1]`.
    fileprivate mutating func frameAsButton() {
        guard let number = spans.first?.attributes.link, text.first != 0x5B else { return }
        let ending = Array("\u{A0}[\(number)]".utf8)
        guard text.count > ending.count, text.suffix(ending.count).elementsEqual(ending) else { return }
        let attributes = spans[0].attributes
        var framed = Paragraph()
        framed.box = box
        framed.append("[\u{A0}".utf8, attributes)
        framed.append(text.dropLast(ending.count), attributes)
        framed.append("\u{A0}][\(number)]".utf8, attributes)
        self = framed
    }
}
