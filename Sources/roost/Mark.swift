import ArgumentParser
import MailCore
import MessageCatalog
import MessageStore
import RoostKit

struct Mark: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Marks messages as read or pinned, and tags them.",
        discussion: """
              roost mark 40..50 --read
              roost mark from:billing newer:1d --tag invoices --pin
            """)

    @OptionGroup var store: StoreOption
    @OptionGroup var query: QueryArgument
    @OptionGroup var output: JSONOption
    @Flag(help: "As read.") var read = false
    @Flag(help: "As unread.") var unread = false
    @Flag(help: "Pinned: clear and retention leave it.") var pin = false
    @Flag(help: "No longer pinned.") var unpin = false
    @Option(help: ArgumentHelp("Put a tag on; repeatable.", valueName: "tag")) var tag: [String] = []
    @Option(help: ArgumentHelp("Take a tag off; repeatable.", valueName: "tag")) var untag: [String] = []

    func run() throws {
        guard !(read && unread), !(pin && unpin), Set(tag).isDisjoint(with: untag) else {
            throw Failure(.usage, "mark: an option and its opposite exclude each other: give one")
        }
        for name in tag + untag where !Self.isTag(name) {
            throw Failure(.usage, "mark: \(name.debugDescription) is no tag; give a word without commas and controls")
        }
        var changes: [FlagChange] = tag.map { .tagged($0) } + untag.map { .untagged($0) }
        if read || unread { changes.append(read ? .read : .unread) }
        if pin || unpin { changes.append(pin ? .pinned : .unpinned) }
        guard !changes.isEmpty else {
            throw Failure(.usage, "mark as what? --read, --unread, --pin, --unpin, --tag TAG or --untag TAG")
        }
        guard !query.words.isEmpty else { throw Failure(.usage, "mark what? give ids or a QUERY") }
        let session = try store.open()
        let ids = try session.summaries(query.words).map(\.id)
        guard !ids.isEmpty else { throw Failure(.noMatch, "mark: no message matches") }
        try session.append(changes.map { .flags(ids, $0) })
        output.tell(ids, "marked")
    }

    private static func isTag(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 100
            && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && $0 != "," }
    }
}
