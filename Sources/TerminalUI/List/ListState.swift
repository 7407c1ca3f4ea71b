import MailCore
import MessageCatalog

/// What the list shows, and where in it the user is. Every place is a message id, never a row number, so nothing that
/// arrives can change what a key acts on.
struct ListState: Sendable {
    private(set) var messages = SummaryList()
    private(set) var filter: Filter?
    private(set) var selection: MessageID?
    /// In the first row of the screen.
    private(set) var top: MessageID?
    var marks: Set<MessageID> = []
    /// FOLLOW: the selection rides on the newest row. Otherwise HELD.
    private(set) var isFollowing = true
    /// The newest message there was when the selection was held.
    private(set) var heldSince = MessageID(0)
    private(set) var unread = 0

    /// The highest id ever seen.
    private var newest = MessageID(0)
    /// What was selected before the selection last followed, and when that was.
    private var followed: (from: MessageID, at: Int64)?
    /// What an undo brings back is selected once it is there.
    private var awaited: MessageID?

    var rows: Rows { Rows(messages, matches: filter?.matches) }

    /// How many arrived since the selection was held.
    var arrived: Int { rows.newer(than: heldSince) }

    /// How many arrived since the filter was set and are hidden by it.
    var hidden: Int {
        guard let filter else { return 0 }
        return max(Rows(messages, matches: nil).newer(than: filter.since) - rows.newer(than: filter.since), 0)
    }

    // MARK: The store changes

    mutating func take(_ next: SummaryList) {
        let before = messages
        messages = next
        let fresh = next.position(notBelow: MessageID(newest.rawValue &+ 1))..<next.count
        if fresh.isEmpty {
            unread = next.count { !$0.isRead }
        } else {
            unread += fresh.count { !next[$0].isRead }
            newest = next[next.count - 1].id
        }
        filter?.take(next, before: before)
        if let awaited, next[awaited] != nil {
            selection = awaited
            self.awaited = nil
        }
        if !marks.isEmpty { marks = marks.filter { next[$0] != nil } }
    }

    /// One that changed in this screen first.
    mutating func replace(_ summary: Summary) {
        var next = messages
        next[summary.id] = summary
        take(next)
    }

    /// Another list in the place of this one, with the places of this one.
    func restored(over current: ListState) -> ListState {
        var restored = self
        restored.take(current.messages)
        restored.marks = current.marks
        restored.unread = current.unread
        return restored
    }

    // MARK: Moving

    /// Landing on the newest row follows, anything else holds.
    mutating func move(to row: Int) {
        guard !rows.isEmpty else { return }
        let row = min(max(row, 0), rows.count - 1)
        selection = rows[row]
        if row == 0 { follow() } else { hold() }
    }

    mutating func move(by difference: Int) {
        guard let selection, let row = rows.index(nearest: selection) else { return }
        move(to: row + min(max(difference, -row), rows.count))
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

    mutating func hold() {
        if isFollowing { heldSince = newest }
        isFollowing = false
    }

    mutating func follow() { isFollowing = true }

    mutating func followNewest(at moment: Int64) {
        guard let first = rows.first, first != selection else { return }
        followed = selection.map { ($0, moment) }
        selection = first
    }

    /// What a key acts on: a selection that has just followed is not yet what the user sees.
    func target(at moment: Int64) -> MessageID? {
        if let followed, moment < followed.at + 120, rows.index(of: followed.from) != nil { return followed.from }
        return selection
    }

    // MARK: Filtering

    mutating func setFilter(_ query: String) {
        if query.isEmpty {
            filter = nil
        } else {
            filter = Filter(
                query, over: messages, text: filter?.searchText ?? SearchText(), since: filter?.since ?? newest)
        }
    }

    // MARK: Fitting the screen

    /// Brings selection and screen onto rows that are there. The first row of the screen moves only as far as needed.
    mutating func settle(height: Int) {
        let rows = rows
        guard let row = rows.index(nearest: selection ?? rows.first ?? MessageID(0)) else {
            (selection, top) = (nil, nil)
            return
        }
        selection = rows[row]
        let first = isFollowing && row == 0 ? 0 : top.flatMap { rows.index(nearest: $0) } ?? 0
        top = rows[max(min(first, row), row - max(height, 1) + 1)]
    }

    /// After the screen has grown, rows take the room below the last one.
    mutating func fillScreen(height: Int) {
        guard let top, let row = rows.index(nearest: top), row > rows.count - height, !rows.isEmpty else { return }
        self.top = rows[max(rows.count - height, 0)]
    }
}
