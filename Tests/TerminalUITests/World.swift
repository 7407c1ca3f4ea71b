import InternetMessage
import MailCore
import MessageCatalog
import Terminal

@testable import TerminalUI

/// A model with a store that carries out its effects at once.
struct World {
    var model: Model
    var messages = SummaryList()
    var listener: ListenerStatus? = World.listener
    var milliseconds: Int64 = 0
    var left: [Effect] = []
    var exports: [[MessageID]] = []
    var copied: [String] = []
    var sessions: [SessionReport] = []
    var listenerChanges: [ListenerChange] = []
    private var removed: [UInt64: [Summary]] = [:]
    private var sequence: UInt64 = 0
    private var lastID: UInt64 = 0

    static let listener = ListenerStatus(
        pid: 1, started: "2026-11-23T14:00:00.000000Z",
        listeners: [
            ListenerStatus.Endpoint(scheme: "smtp", host: "127.0.0.1", port: 1025),
            ListenerStatus.Endpoint(scheme: "smtp", host: "::1", port: 1025),
        ],
        connections: 130, open: 1, stored: 128, rejected: 1)

    static let settings = Model.Settings(
        offset: { _ in 3_600 },
        setup: [
            ("any", "SMTP_HOST={host} SMTP_PORT={port}"), ("Django", "EMAIL_HOST={host} EMAIL_PORT={port}"),
        ], storePath: "/home/ann/.roost")

    init(
        _ count: Int = 0, columns: Int = 80, rows: Int = 24, listener: ListenerStatus? = World.listener,
        settings: Model.Settings = World.settings
    ) {
        model = Model(
            settings, size: Size(columns: columns, rows: rows),
            now: Moment(milliseconds: 0, wall: World.start))
        self.listener = listener
        send(.listener(listener, leavingStopsIt: false))
        arrive(count)
    }

    static func time(minutes: Int) -> Timestamp {
        Timestamp(microseconds: start.microseconds + Int64(minutes) * 60_000_000)
    }

    static let start = Timestamp(microseconds: 1_795_438_800_000_000)

    var now: Moment {
        Moment(
            milliseconds: milliseconds, wall: Timestamp(microseconds: World.start.microseconds + milliseconds * 1_000))
    }

    mutating func send(_ event: Event) {
        var effects = model.update(event, at: now)
        while !effects.isEmpty { effects = effects.flatMap { perform($0) } }
    }

    /// A second apart, so that following is not held back by the hand on the keys.
    mutating func press(_ keys: Key..., apart: Int64 = 1_000) {
        for key in keys {
            milliseconds += apart
            send(.key(key))
        }
    }

    mutating func type(_ text: String) {
        for character in text { press(.character(character)) }
    }

    /// As the message that is open, if that were HTML like this.
    mutating func open(html: String) {
        model.message?.document?.html = html
        model.layOutMessage()
    }

    mutating func publish() {
        milliseconds += 500
        var snapshot = Snapshot(revision: UInt64(milliseconds), messages: messages, isComplete: true)
        snapshot.sessions = Dictionary(
            uniqueKeysWithValues: sessions.enumerated().map { (UInt64($0.offset), $0.element) })
        snapshot.listenerChanges = listenerChanges
        send(.snapshot(snapshot))
    }

    mutating func arrive(_ count: Int = 1, _ change: (inout Summary) -> Void = { _ in }) {
        for _ in 0..<count {
            lastID += 1
            var summary = World.summary(lastID)
            change(&summary)
            messages[summary.id] = summary
        }
        publish()
    }

    static func summary(_ id: UInt64) -> Summary {
        let names = ["ann", "bob", "carol", "dave"]
        let subjects = ["Your invoice is ready", "Reset your password", "Weekly digest", "Order \(id) shipped"]
        return Summary(
            id: MessageID(id), received: Timestamp(microseconds: start.microseconds + Int64(id) * 60_000_000),
            size: 300 + Int(id) * 700, reversePath: "bounce@acme.test",
            forwardPaths: ["\(names[Int(id % 4)])@example.test"], subject: subjects[Int(id / 4 % 4)],
            from: [Mailbox(displayName: "Acme Billing", address: "billing@acme.test")],
            to: [Mailbox(address: "\(names[Int(id % 4)])@example.test")], isRead: id % 5 != 0)
    }

    private mutating func perform(_ effect: Effect) -> [Effect] {
        switch effect {
        case .open(let id):
            guard let summary = messages[id] else {
                return model.update(.openFailed(id, reason: "gone"), at: now)
            }
            return model.update(.opened(Documents.document(summary)), at: now)
        case .delete(let ids, let change):
            return remove(ids, change: change)
        case .clear(let last, let change):
            return remove(messages.filter { $0.id <= last && !$0.isPinned }.map(\.id), change: change)
        case .undo(let undone, let change):
            for summary in removed.removeValue(forKey: undone) ?? [] { messages[summary.id] = summary }
            sequence += 1
            return model.update(.changed(change: change, sequence: sequence), at: now) + shown()
        case .setFlag(let ids, let flag, let value):
            for id in ids {
                switch flag {
                case .read: messages[id]?.isRead = value
                case .pinned: messages[id]?.isPinned = value
                }
            }
            return shown()
        case .search(let search, let number, let messages):
            let found = messages.filter { search.verdict($0) ?? search.matches(Documents.searched($0)) }.map(\.id)
            let progress = Searcher.Progress(found: found, tested: messages.count, total: messages.count)
            return model.update(.found(search: number, progress), at: now)
        case .readSessions(let ids):
            let sessions = ids.compactMap { messages[$0] }.map { Documents.document($0) }.map {
                StoredSession(
                    message: $0.summary.id, received: $0.summary.received, origin: $0.origin, dialogue: $0.dialogue)
            }
            return model.update(.sessions(sessions), at: now)
        case .openPart(let id, let path):
            return model.update(
                .partOpened(id, path: path, bytes: Array(0...40), text: path == "2" ? nil : "a part\n"), at: now)
        case .digestPart(let id, let path):
            return model.update(
                .partDigest(id, path: path, sha256: "3fb1" + String(repeating: "0", count: 56) + "c09a"), at: now)
        case .export(let ids, _, _, let path, let kind):
            exports.append(ids)
            return model.update(.exported(count: ids.count, kind: kind, path: path), at: now)
        case .copy(let bytes, let what):
            copied.append(String(decoding: bytes, as: UTF8.self))
            return model.update(.copied(what: what, way: "(by test)"), at: now)
        case .completePath(let text):
            return model.update(.completed(text, [text + "-one", text + "-two"]), at: now)
        case .readExcerpts(let ids, let highlighter, let number):
            let texts = ids.compactMap { messages[$0] }.map { summary in
                (summary.id, highlighter.excerpt(from: Documents.document(summary)) ?? "")
            }
            return model.update(.excerpts(search: number, Dictionary(uniqueKeysWithValues: texts)), at: now)
        case .makePage(let request):
            return model.update(.madePage(request.made()), at: now)
        case .purge:
            let count = removed.values.reduce(0) { $0 + $1.count }
            removed = [:]
            return model.update(.purged(octets: 0, messages: count), at: now)
        case .reread, .quit, .detach, .suspend, .redraw, .bell, .endSearch, .saveParts, .openOutside, .browse,
            .openLink, .copyPath, .treatAmbiguous,
            .pipe,
            .page, .dump, .listen, .sendTest:
            left.append(effect)
            return []
        }
    }

    private mutating func remove(_ ids: [MessageID], change: Int) -> [Effect] {
        sequence += 1
        removed[sequence] = ids.compactMap { messages[$0] }
        for id in ids { messages[id] = nil }
        return model.update(.changed(change: change, sequence: sequence), at: now) + shown()
    }

    private mutating func shown() -> [Effect] {
        model.update(.snapshot(Snapshot(revision: sequence, messages: messages, isComplete: true)), at: now)
    }
}

enum Documents {
    /// With all that a query looks at but HTML, which takes long to render.
    static func searched(_ summary: Summary) -> MessageDocument {
        var document = document(summary)
        document.html = nil
        return document
    }

    static func document(_ summary: Summary) -> MessageDocument {
        var document = template
        document.summary = summary
        document.envelope.reversePath.address = summary.reversePath
        document.envelope.forwardPaths = (summary.forwardPaths + ["audit@example.test"]).map { Path(address: $0) }
        document.origin.session = SessionID(listener: 1, number: summary.id.rawValue / 2)
        document.origin.began = Timestamp(microseconds: summary.received.microseconds - 38_000)
        document.text =
            "Hi Ann,\n\nyour invoice is ready. Pay it here:\n\n    https://shop.acme.test/pay/\(summary.id)\n\n> quoted\nAcme\n"
        return document
    }

    /// What all documents here have in common: most of a document is copied, not made.
    private static let template: MessageDocument = {
        MessageDocument(
            summary: World.summary(0),
            envelope: Envelope(
                reversePath: Path(address: "", parameters: [ESMTPParameter(keyword: "BODY", value: "8BITMIME")]),
                forwardPaths: []),
            origin: Origin(
                peer: "127.0.0.1:51422", process: "php-fpm[23110]", helo: Array("app.example".utf8)),
            dialogue: [
                DialogueLine(elapsed: 0, side: .server, text: Array("220 roost ESMTP".utf8)),
                DialogueLine(elapsed: 3_200, side: .client, text: Array("EHLO app.example".utf8)),
                DialogueLine(elapsed: 1_035_000, side: .server, text: Array("250 2.0.0 Ok".utf8)),
            ],
            cc: [Mailbox(address: "cc@example.test")], date: "Mon, 23 Nov 2026 14:02:31 +0000",
            fields: [
                MessageDocument.Field(name: "Date", value: "Mon, 23 Nov 2026", rawValue: "Mon, 23 Nov 2026"),
                MessageDocument.Field(name: "Subject", value: "Grüße 日本", rawValue: "=?utf-8?Q?Gr=C3=BC=C3=9Fe?="),
                MessageDocument.Field(
                    name: "List-Unsubscribe",
                    value: "<https://shop.acme.test/unsubscribe/9f3c>, <mailto:unsubscribe-9f3c@acme.test>",
                    rawValue: "<https://shop.acme.test/unsubscribe/9f3c>, <mailto:unsubscribe-9f3c@acme.test>"),
            ],
            parts: [
                MessageDocument.Part(
                    path: "TEXT", depth: 0, contentType: "multipart/mixed", encoding: nil, charset: nil, size: nil,
                    filename: nil),
                MessageDocument.Part(
                    path: "1", depth: 1, contentType: "text/plain", encoding: "8bit", charset: "utf-8", size: 412,
                    filename: nil),
                MessageDocument.Part(
                    path: "2", depth: 1, contentType: "application/pdf", encoding: "base64", charset: nil, size: 41_984,
                    filename: "invoice.pdf"),
            ],
            attachments: ["2"],
            html: "<h1>Ready</h1><p>your <b>invoice</b> is <a href=\"https://shop.acme.test/pay\">here</a></p>",
            defects: [Defect(.base64Garbage, path: "2")],
            checks: [
                Check(.bareLF, range: 20..<21, detail: "1"), Check(.noMessageID),
                Check(.httpLink, detail: "shop.acme.test"),
            ],
            source: Array("Subject: \u{1B}[31mred\u{202E}\r\nDate: now\r\n\r\nbare\ncaf".utf8) + [0xE9, 0x0D, 0x0A])
    }()
}
