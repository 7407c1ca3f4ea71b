import MailCore

extension FlagChange {
    /// What the line `set` says.
    var word: String {
        switch self {
        case .read: "read"
        case .unread: "unread"
        case .pinned: "pinned"
        case .unpinned: "unpinned"
        case .tagged: "tagged"
        case .untagged: "untagged"
        }
    }

    var tag: String? {
        switch self {
        case .read, .unread, .pinned, .unpinned: nil
        case .tagged(let tag), .untagged(let tag): tag
        }
    }

    /// `nil` for a word of a later Roost, and for a tag without its name.
    init?(word: String, tag: String?) {
        switch (word, tag) {
        case ("read", _): self = .read
        case ("unread", _): self = .unread
        case ("pinned", _): self = .pinned
        case ("unpinned", _): self = .unpinned
        case ("tagged", let tag?): self = .tagged(tag)
        case ("untagged", let tag?): self = .untagged(tag)
        default: return nil
        }
    }
}
