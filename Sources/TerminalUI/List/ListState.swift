import MailCore
import MessageCatalog

/// What the list shows, and where in it the user is. Every place is a message id, never a row number, so nothing that
/// arrives can change what a key acts on.
struct ListState: Sendable {
    private(set) var messages = SummaryList()
    private(set) var filter: Filter?
    private(set) var sorting = Sorting()
    private(set) var selection: MessageID?
    /// In the first row of the screen.
    private(set) var top: MessageID?
    var marks: Set<MessageID> = []
    private(set) var following = Following()
    private(set) var unread = 0
    /// What was selected and is hidden by a filter.
    private(set) var displaced: MessageID?

    /// The highest id ever seen.
    private(set) var newest = MessageID(0)
    /// What is selected once it is there: what an undo brings back, or a search has not come to yet.
    private var awaited: MessageID?

    var rows: Rows {
        Rows(messages, matches: filter?.matches, sorting: sorting)
    }

    var isFollowing: Bool { following.isOn }

    /// How many arrived since the selection was held.
    var arrived: Int { rows.newer(than: following.heldSince) }

    /// How many arrived since the filter was set and are hidden by it.
    var hidden: Int {
        guard let filter else { return 0 }
        return max(Rows(messages).newer(than: filter.since) - rows.newer(than: filter.since), 0)
    }

    // MARK: The store changes

    /// - Parameter known: How many are unread, where that is known: counting them takes long in a big store.
    /// - Returns: The messages that were not there before.
    @discardableResult
    mutating func take(_ next: SummaryList, unread known: Int? = nil) -> [Summary] {
        let (before, rowsBefore) = (messages, rows)
        messages = next
        let start = next.position(notBelow: MessageID(newest.rawValue &+ 1))
        var fresh = Array(next[start...])
        let isArrivalOnly = before.count + fresh.count == next.count && (before.last.map { next[$0.id] != nil } ?? true)
        if let known {
            unread = known
        } else if isArrivalOnly, !fresh.isEmpty {
            unread += fresh.count { !$0.isRead }
        } else {
            unread = next.count { !$0.isRead }
        }
        if !isArrivalOnly {
            fresh = next.filter { before[$0.id] == nil }
            if filter != nil { filter?.fit(to: next) }
            replaceSelection(gone: rowsBefore)
            if !marks.isEmpty { marks = marks.filter { next[$0] != nil } }
        }
        newest = max(newest, next.last?.id ?? newest)
        // Rows that were bare have their names now.
        if isArrivalOnly, filter == nil, before.first?.isBare == false {
            sorting.insert(fresh, among: messages)
        } else {
            resort()
        }
        selectAwaited()
        return fresh
    }

    /// One that changed in this screen first.
    mutating func replace(_ summary: Summary) {
        let known = messages[summary.id].map { unread + ($0.isRead ? 1 : 0) - (summary.isRead ? 1 : 0) }
        var next = messages
        next[summary.id] = summary
        take(next, unread: known)
    }

    /// Another list in the place of this one, with the places of this one.
    func restored(over current: ListState) -> ListState {
        var restored = self
        restored.take(current.messages, unread: current.unread)
        restored.marks = current.marks
        return restored
    }

    /// The next one in display order, else the one before, takes the place of a selection that has gone.
    private mutating func replaceSelection(gone rowsBefore: Rows) {
        guard let selection, messages[selection] == nil, awaited == nil else { return }
        guard let row = rowsBefore.index(nearest: selection) else { return }
        let below = (row..<rowsBefore.count).lazy.map { rowsBefore[$0] }.first { messages[$0] != nil }
        let above = (0..<row).reversed().lazy.map { rowsBefore[$0] }.first { messages[$0] != nil }
        if let next = below ?? above { self.selection = next }
    }

    private mutating func selectAwaited() {
        guard let awaited, rows.index(of: awaited) != nil else { return }
        selection = awaited
        (self.awaited, displaced) = (nil, nil)
    }

    // MARK: Sorting

    mutating func sort(by order: ListOrder, reversed: Bool) {
        sorting = Sorting(order: order, isReversed: reversed)
        resort()
    }

    private mutating func resort() {
        sorting.sort { filter?.matches.compactMap { messages[$0] } ?? Array(messages) }
    }

    // MARK: Moving

    /// Landing on the newest row follows, anything else holds.
    mutating func move(to row: Int) {
        let rows = rows
        guard !rows.isEmpty else { return }
        (awaited, displaced) = (nil, nil)
        selection = rows[min(max(row, 0), rows.count - 1)]
        if selection == rows.newest { following.follow() } else { hold() }
    }

    mutating func move(by difference: Int) {
        guard let selection, let row = rows.index(nearest: selection) else { return }
        move(to: row + min(max(difference, -row), rows.count))
    }

    mutating func moveToNewest() {
        if let row = rows.newest.flatMap({ rows.index(of: $0) }) { move(to: row) }
    }

    /// To the next row below or above for whose message something holds; `false` when there is none.
    mutating func move(down: Bool, where holds: (Summary) -> Bool) -> Bool {
        let rows = rows
        guard let row = selection.flatMap({ rows.index(nearest: $0) }) else { return false }
        let range = down ? Array((row + 1)..<max(rows.count, row + 1)) : (0..<row).reversed()
        guard let found = range.first(where: { messages[rows[$0]].map(holds) ?? false }) else { return false }
        move(to: found)
        return true
    }

    /// One that is not there yet is selected once it is.
    mutating func select(_ id: MessageID) {
        if let row = rows.index(of: id) { move(to: row) } else { awaited = id }
    }

    /// For opening: nothing rides on anything while a message is read.
    mutating func hold(on id: MessageID) {
        hold()
        selection = id
    }

    mutating func hold() { following.hold(newest: newest) }

    mutating func followNewest(at moment: Int64) {
        guard let newest = rows.newest, newest != selection else { return }
        if let selection { following.move(from: selection, at: moment) }
        selection = newest
    }

    /// What a key acts on.
    func target(at moment: Int64) -> MessageID? {
        if let before = following.left(at: moment), rows.index(of: before) != nil { return before }
        return selection
    }

    // MARK: Filtering

    mutating func setFilter(_ filter: Filter?) {
        if awaited == nil, !isFollowing { awaited = selection }
        self.filter = filter
        self.filter?.fit(to: messages)
        resort()
        selectAwaited()
    }

    mutating func take(_ progress: Searcher.Progress, search number: Int, at moment: Int64) {
        guard filter?.number == number else { return }
        filter?.take(progress, in: messages, at: moment)
        resort()
        selectAwaited()
    }

    mutating func take(_ excerpts: [MessageID: String], search number: Int) {
        if filter?.number == number { filter?.take(excerpts) }
    }

    // MARK: Fitting the screen

    /// Brings selection and screen onto rows that are there. The first row of the screen moves only as far as needed.
    mutating func settle(height: Int) {
        let rows = rows
        // A search that has found nothing yet may still find the selection.
        if filter?.isUnknown == true { return }
        guard let row = rows.index(nearest: selection ?? rows.newest ?? MessageID(0)) else {
            (selection, top) = (nil, nil)
            return
        }
        if !isFollowing, let selection, rows[row] != selection, messages[selection] != nil { displaced = selection }
        selection = rows[row]
        let atEdge = isFollowing && row == 0
        let first = atEdge ? 0 : top.flatMap { rows.index(nearest: $0) } ?? 0
        top = rows[max(min(first, row), row - max(height, 1) + 1)]
    }

    /// After the screen has grown, rows take the room below the last one.
    mutating func fillScreen(height: Int) {
        guard let top, let row = rows.index(nearest: top), row > rows.count - height, !rows.isEmpty else { return }
        self.top = rows[max(rows.count - height, 0)]
    }
}
