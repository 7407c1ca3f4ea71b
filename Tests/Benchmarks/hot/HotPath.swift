import BenchmarkMail
import HTMLText
import InternetMessage
import MailCore
import MessageCatalog
import MessageStore
import SMTPProtocol
import Terminal
import TerminalUI

/// What Roost does for each message, key or frame, by the names that `thresholds.json` knows it by.
struct HotPath {
    var name: String
    /// How many times make a difference that stands still.
    var count: Int
    /// Makes what is needed, and gives what is measured; the closure is told how often it was called before.
    var prepare: () throws -> (Int) throws -> Void

    static var all: [HotPath] {
        [
            HotPath(name: "session", count: 200, prepare: session),
            HotPath(name: "content", count: 10, prepare: content),
            HotPath(name: "append", count: 10, prepare: append),
            HotPath(name: "replay", count: 2, prepare: replay),
            HotPath(name: "parse", count: 40, prepare: parse),
            HotPath(name: "html", count: 20, prepare: html),
            HotPath(name: "index", count: 1, prepare: index),
            HotPath(name: "search", count: 4, prepare: search),
            HotPath(name: "key", count: 40, prepare: key),
            HotPath(name: "render", count: 10, prepare: renderList),
        ]
    }

    static let time = Timestamp(microseconds: 1_795_438_800_000_000)

    /// A connection, one message of 1 KB, QUIT.
    private static func session() -> (Int) throws -> Void {
        let configuration = SessionConfiguration(hostname: "localhost")
        let commands = ["EHLO app.example.test\r\n", "MAIL FROM:<a@example.test>\r\n", "RCPT TO:<b@example.test>\r\n"]
        let steps =
            commands.map { Array($0.utf8) } + [Array("DATA\r\n".utf8), Mail.plain(octets: 1024) + Array(".\r\n".utf8)]
        return { number in
            var machine = SessionStateMachine(
                configuration: configuration, origin: Origin(peer: "127.0.0.1:4000"), at: time)
            var octets = machine.connectionOpened(at: time).count
            for step in steps { octets += machine.received(step.span, at: time).count }
            octets += machine.contentStored(id: MessageID(UInt64(number) + 1), at: time).count
            octets += machine.received(Array("QUIT\r\n".utf8).span, at: time).count
            precondition(octets > 7)
        }
    }

    /// 256 KB of content in reads of 64 KB.
    private static func content() -> (Int) throws -> Void {
        let configuration = SessionConfiguration(hostname: "localhost")
        var machine = SessionStateMachine(
            configuration: configuration, origin: Origin(peer: "127.0.0.1:4000"), at: time)
        _ = machine.connectionOpened(at: time)
        _ = machine.received(Array("EHLO app.example.test\r\n".utf8).span, at: time)
        let start = Array("MAIL FROM:<a@example.test>\r\nRCPT TO:<b@example.test>\r\nDATA\r\n".utf8)
        let content = Mail.plain(octets: 256 * 1024) + Array(".\r\n".utf8)
        let pieces = stride(from: 0, to: content.count, by: 65_536).map {
            Array(content[$0..<min($0 + 65_536, content.count)])
        }
        return { number in
            _ = machine.received(start.span, at: time)
            for piece in pieces { _ = machine.received(piece.span, at: time) }
            let said = machine.contentStored(id: MessageID(UInt64(number) + 1), at: time)
            precondition(said.count == 1)
        }
    }

    /// Sixteen messages of 1 KB in one batch.
    private static func append() throws -> (Int) throws -> Void {
        let shelf = Shelf()
        let store = try shelf.open()
        let batch = Array(repeating: NewRecord.message(Mail.capture(Mail.plain(octets: 1024))), count: 16)
        return { _ in
            _ = try store.append(batch, sync: .never)
            withExtendedLifetime(shelf) {}
        }
    }

    /// A store of 500 messages of 5 KB, from its first record to its last.
    private static func replay() throws -> (Int) throws -> Void {
        let shelf = Shelf()
        let store = try shelf.open()
        _ = try store.append(
            (0..<500).map { _ in .message(Mail.capture(Mail.plain(octets: 5 * 1024))) }, sync: .never)
        return { _ in
            let follower = try store.makeFollower(watches: false)
            var state = LogState()
            while case let entries = try follower.next(limit: 4096), !entries.isEmpty {
                for entry in entries { _ = state.apply(entry) }
            }
            precondition(state.liveCount == 500)
            withExtendedLifetime(shelf) {}
        }
    }

    /// A message of all kinds of parts: fields, texts, attachment, defects and checks.
    private static func parse() -> (Int) throws -> Void {
        let content = Mail.mixed(1)
        return { _ in precondition(MessageReader(content: content).examine().attachments.count == 1) }
    }

    /// A newsletter of tables, styles and links, to lines of 80 cells.
    private static func html() -> (Int) throws -> Void {
        let html = Mail.newsletter(1)
        return { _ in precondition(HTMLDocument(html).lines(width: 80).count > 20) }
    }

    /// 100 messages of all kinds read, and their index written.
    private static func index() throws -> (Int) throws -> Void {
        let shelf = Shelf()
        let store = try shelf.open()
        _ = try store.append((0..<100).map { .message(Mail.capture(Mail.ofAllKinds($0))) }, sync: .never)
        return { _ in
            try shelf.removeIndexes()
            var state = try CatalogState(store: store, watches: false)
            try state.readAll()
            state.extendIndexes(behind: 1)
            precondition(state.snapshot.messages.count == 100)
        }
    }

    /// A word that stands nowhere, in the texts of 1,000 messages.
    private static func search() throws -> (Int) throws -> Void {
        let shelf = Shelf()
        let store = try shelf.open()
        _ = try store.append((0..<1_000).map { .message(Mail.capture(Mail.ofAllKinds($0))) }, sync: .never)
        var state = try CatalogState(store: store, watches: false)
        try state.readAll()
        state.extendIndexes(behind: 1)
        state = try CatalogState(store: store, watches: false)
        try state.readAll()
        let (messages, opener) = (state.snapshot.messages, state.opener)
        return { number in
            let clock = Query.Clock(now: time) { _ in 0 }
            // Another word each time, so that no result of an earlier one serves.
            let query = try Query(parsing: "zzyzx\(number)", clock: clock)
            let outcome = Search(query, now: time).run(over: messages, opener: opener) { _, _ in true }
            precondition(outcome?.found.isEmpty == true)
            withExtendedLifetime(shelf) {}
        }
    }

    /// `j` in a list of 10,000 messages.
    private static func key() throws -> (Int) throws -> Void {
        var model = Screens.list(of: 10_000)
        return { number in
            let moment = Moment(milliseconds: Int64(number) * 40, wall: time)
            _ = model.update(.key(.character(number / 5_000 % 2 == 0 ? "j" : "k")), at: moment)
        }
    }

    /// A frame of 120 columns and 40 rows.
    private static func renderList() throws -> (Int) throws -> Void {
        let model = Screens.list(of: 10_000)
        return { _ in precondition(render(model).size.rows == 40) }
    }
}
