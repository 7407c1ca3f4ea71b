package import MailCore
import MessageCatalog
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
    var damages: [String] = []

    var list = ListState()
    /// The open message; it covers the list.
    var message: MessageState?
    /// What stands over the list or the message and takes the keys.
    var overlay: Overlay?
    var toast: Toast?
    var changes = ChangeLog()
    /// When Ctrl-C was pressed.
    var interrupted: Int64?

    package init(_ settings: Settings, size: Size, now: Moment) {
        self.settings = settings
        self.size = size
        self.now = now
    }

    /// How long nothing will happen unless there is an event; `nil` is for ever.
    package func waitMilliseconds(at moment: Moment) -> Int? {
        let deadlines = [toast?.ends, followDue].compactMap { $0 }
        return deadlines.min().map { Int(clamping: max($0 - moment.milliseconds, 0)) }
    }
}

/// One at a time.
enum Overlay: Sendable {
    case prompt(Prompt)
    case help(Help)
    case question(Question)
    /// `q` was pressed where leaving stops the listener.
    case leaving
}
