import MailCore
import MessageCatalog
import Terminal
import TerminalText

/// The columns of a row. What comes before the subject has fixed places; the size is set by its own place, too, so that
/// a subject whose width the terminal sees differently moves nothing.
struct RowColumns {
    let layout: ListLayout
    let list: ListState
    let offset: @Sendable (Timestamp) -> Int

    /// As many digits as the highest id has.
    private var idWidth: Int {
        layout.hasID ? max(String(list.messages.last?.id.rawValue ?? 0).utf8.count, 3) : 0
    }

    private var idColumn: Int { layout.flagWidth + (layout.hasTitle ? 1 : 0) }
    private var timeColumn: Int { idColumn + (layout.hasID ? idWidth + 1 : 0) }
    private var fromColumn: Int { timeColumn + layout.timeWidth + 1 }
    private var toColumn: Int { fromColumn + (layout.hasFrom ? layout.fromWidth + 1 : 0) }
    private var subjectColumn: Int { toColumn + (layout.toWidth > 0 ? layout.toWidth + 1 : 0) }
    private var subjectEnd: Int { (layout.hasAttachmentCount ? attachmentColumn : sizeColumn) - 1 }
    private var attachmentColumn: Int { sizeColumn - 5 }
    private var sizeColumn: Int { layout.listColumns - (layout.sizeWidth > 0 ? layout.sizeWidth + 1 : -1) }

    func drawHeaders(on screen: inout Screen, row: Int) {
        screen.draw("FLAG", row: row, column: 0, role: .columnHeader)
        screen.draw(SafeText("ID").rightAligned(in: idWidth), row: row, column: idColumn, role: .columnHeader)
        screen.draw("TIME", row: row, column: timeColumn, role: .columnHeader)
        if layout.hasFrom { screen.draw("FROM", row: row, column: fromColumn, role: .columnHeader) }
        screen.draw("TO", row: row, column: toColumn, role: .columnHeader)
        screen.draw("SUBJECT", row: row, column: subjectColumn, role: .columnHeader)
        if layout.hasAttachmentCount { screen.draw("ATT", row: row, column: attachmentColumn, role: .columnHeader) }
        if layout.sizeWidth > 0 {
            screen.draw(
                SafeText("SIZE").rightAligned(in: layout.sizeWidth), row: row, column: sizeColumn, role: .columnHeader)
        }
    }

    func draw(_ summary: Summary, on screen: inout Screen, row: Int) {
        let isSelected = summary.id == list.selection
        let role: Role = isSelected ? .rowSelected : summary.isRead ? .plain : .rowNew
        screen.fill(row: row, to: layout.listColumns, role: role)
        drawFlags(of: summary, on: &screen, row: row, rowRole: role)
        if layout.hasID {
            screen.draw(
                SafeText(line: "\(summary.id)").rightAligned(in: idWidth), row: row, column: idColumn, role: role)
        }
        let time = summary.received.civil(offsetSeconds: offset(summary.received)).time
        screen.draw(SafeText(line: time.prefix(layout.timeWidth)), row: row, column: timeColumn, role: role)
        if layout.hasFrom {
            screen.draw(summary.shownFrom, row: row, column: fromColumn, to: fromColumn + layout.fromWidth, role: role)
        }
        if layout.toWidth > 0 {
            screen.draw(summary.shownTo, row: row, column: toColumn, to: toColumn + layout.toWidth, role: role)
        }
        var subject = summary.shownSubject
        if let excerpt = list.filter?.excerpts[summary.id], !excerpt.isEmpty {
            subject = subject + "  .." + SafeText(line: excerpt)
        }
        screen.draw(subject, row: row, column: subjectColumn, to: subjectEnd, role: role)
        if let filter = list.filter {
            for (text, column, end) in [
                (subject, subjectColumn, subjectEnd), (summary.shownTo, toColumn, toColumn + layout.toWidth),
            ] where end > column {
                screen.mark(
                    filter.highlighter.ranges(in: text.string), of: text.string, row: row,
                    in: Area(column: column, row: row, columns: end - column, rows: 1), dropping: 0, role: .match)
            }
        }
        if layout.hasAttachmentCount, summary.attachmentCount > 0 {
            screen.draw(
                SafeText(line: "\(summary.attachmentCount)").rightAligned(in: 3), row: row, column: attachmentColumn,
                role: role)
        }
        if layout.sizeWidth > 0 {
            screen.draw(
                SafeText(line: ByteCount.short(summary.size)).rightAligned(in: layout.sizeWidth), row: row,
                column: sizeColumn, role: role)
        }
    }

    /// Cursor, mark, state, fault, attachment; in three cells the first two and the last two share one.
    private func drawFlags(of summary: Summary, on screen: inout Screen, row: Int, rowRole: Role) {
        let isSelected = summary.id == list.selection
        let cursor: (SafeText, Role)? = isSelected ? (">", .rowSelected) : nil
        let mark: (SafeText, Role)? = list.marks.contains(summary.id) ? ("*", .rowMarked) : nil
        let state: (SafeText, Role)? =
            summary.isPinned ? ("P", .rowPinned) : summary.isRead ? nil : ("N", .rowNew)
        let fault: (SafeText, Role)? = summary.isBad ? ("!", .rowBad) : nil
        let attachment: (SafeText, Role)? = summary.attachmentCount > 0 ? ("@", rowRole) : nil
        let flags =
            layout.flagWidth == 5
            ? [cursor, mark, state, fault, attachment] : [cursor ?? mark, state, fault ?? attachment]
        for (column, flag) in flags.enumerated() {
            guard let (text, role) = flag else { continue }
            screen.draw(text, row: row, column: column, role: isSelected ? .rowSelected : role)
        }
    }
}
