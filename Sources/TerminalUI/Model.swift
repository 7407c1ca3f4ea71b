package import MailCore
package import MessageCatalog
package import Terminal

/// The whole state of a screen. It changes by ``update(_:at:)`` only and knows no clock, no file and no terminal.
package struct Model: Sendable {
    /// What does not change while the screen is up.
    package struct Settings: Sendable {
        /// Seconds east of UTC at a time.
        package var offset: @Sendable (Timestamp) -> Int
        /// How to point an app here, as label and line with `{host}` and `{port}`, shown while there is no message.
        package var setup: [(label: String, line: String)]
        package var storePath: String
        package var keymap = Keymap.standard
        package var bell = Bell.off
        /// Whether a page in the browser may load what is not in the message.
        package var loadsRemoteContent = false
        /// The name of the file a message is exported to.
        package var fileName: @Sendable (Summary) -> String = { "\($0.id).eml" }
        /// The harmless name of the file a part is saved to.
        package var partName: @Sendable (MessageDocument.Part, MessageID) -> String = { part, id in "\(id)-\(part.path)"
        }

        package init(
            offset: @escaping @Sendable (Timestamp) -> Int, setup: [(label: String, line: String)], storePath: String
        ) {
            self.offset = offset
            self.setup = setup
            self.storePath = storePath
        }
    }

    let settings: Settings
    var size: Size
    var now: Moment
    var lastKey: Int64?

    var listener: ListenerStatus?
    var leavingStopsListener = false
    var isComplete = false
    /// Messages whose rows are not complete yet.
    var pending = 0
    var damages: [String] = []
    /// Why the listener could not start, while that is the question.
    var bindError: BindError?
    /// Why the store takes no mail or changes; it stays in the title until a change succeeds.
    var storeError: String?

    /// What is kept from run to run.
    package internal(set) var preferences = Preferences()
    /// As the settings say until `:set` says otherwise; not kept.
    var loadsRemoteContent: Bool
    var list = ListState()
    /// The selected message beside the list.
    var preview = Preview()
    /// The open message; it covers the list.
    var message: MessageState?
    /// The newest message is shown whenever one arrives.
    var watch: Watch?
    var activity: ActivityState?
    var history = SessionHistory()
    var compare: CompareState?
    var logView: LogState?
    /// What the highlighted line of the empty screen is.
    var setupLine = 0
    /// What stands over all that and takes the keys.
    var overlay: Overlay?
    var toast: Toast?
    /// What toasts said, oldest first.
    var told: [Toast] = []
    var changes = ChangeLog()
    var ringer = BellRinger()
    /// When Ctrl-C was pressed.
    var interrupted: Int64?
    /// What is done with a message once it is opened.
    var whenOpened: [MessageID: @Sendable (inout Model, MessageDocument) -> [Effect]] = [:]
    /// The page that is made on another thread.
    var rendering: PageRequest?
    /// Counts the searches.
    var searches = 0

    /// Whether nothing is under way: all is read, opened and searched.
    package var isSettled: Bool {
        isComplete && (list.filter?.progress.map(\.isComplete) ?? (list.filter == nil))
            && message.map { $0.document != nil } ?? true && preview.isSettled && rendering == nil
            && list.messages.first?.isBare != true
    }

    /// Those shown, about, of which little is known yet.
    package var bareRows: [MessageID] {
        let rows = list.rows
        let first = list.top.flatMap { rows.index(of: $0) } ?? 0
        return (first..<min(first + size.rows, rows.count)).map { rows[$0] }
            .filter { list.messages[$0]?.isBare == true }
    }

    /// Messages in the store.
    package var count: Int { list.messages.count }
    package var unread: Int { list.unread }

    package init(_ settings: Settings, size: Size, now: Moment, preferences: Preferences = Preferences()) {
        self.settings = settings
        self.size = size
        self.now = now
        self.preferences = preferences
        loadsRemoteContent = settings.loadsRemoteContent
        list.sort(by: preferences.order, reversed: preferences.isReversed)
    }

    var layout: ListLayout { ListLayout(size: size, choice: preferences.layout) }

    /// How long nothing will happen unless there is an event; `nil` is for ever.
    package func waitMilliseconds(at moment: Moment) -> Int? {
        let deadlines = [toast?.ends, followDue, previewReadDue, watchDue].compactMap { $0 }
        return deadlines.min().map { Int(clamping: max($0 - moment.milliseconds, 0)) }
    }
}
