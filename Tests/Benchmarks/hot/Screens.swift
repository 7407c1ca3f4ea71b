import MailCore
import MessageCatalog
import MessageStore
import Terminal
import TerminalUI

enum Screens {
    /// A screen of 120 columns and 40 rows with a list of messages.
    static func list(of count: Int) -> Model {
        let settings = Model.Settings(offset: { _ in 3_600 }, setup: [], storePath: "/home/ann/.roost")
        let moment = Moment(milliseconds: 0, wall: HotPath.time)
        var model = Model(settings, size: Size(columns: 120, rows: 40), now: moment)
        var messages = SummaryList()
        for number in 1...count {
            messages[MessageID(UInt64(number))] = Summary(
                id: MessageID(UInt64(number)),
                received: Timestamp(microseconds: HotPath.time.microseconds - Int64(count - number) * 60_000_000),
                size: 300 + number * 7, reversePath: "bounce@acme.test", forwardPaths: ["ann@example.test"],
                subject: number % 2 == 0 ? "Your invoice \(number) is ready" : "Größe \(number) 日本語",
                from: [Mailbox(displayName: "Acme Billing", address: "billing@acme.test")],
                to: [Mailbox(address: "ann@example.test")], isRead: number % 5 != 0)
        }
        _ = model.update(.snapshot(Snapshot(revision: 1, messages: messages, isComplete: true)), at: moment)
        _ = model.update(.key(.home), at: moment)
        return model
    }
}
