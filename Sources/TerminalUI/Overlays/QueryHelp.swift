/// The query language on one page.
enum QueryHelp {
    static let entries: [Finder.Entry] = [
        ("word", "in from, to, envelope, subject, text, attachment names"),
        ("\"two words\" /regex/", "a phrase; a regular expression"),
        ("a b   a OR b   -a", "both; either; not; parentheses group"),
        ("from: to: cc: bcc:", "header mailboxes; addressed: any of them"),
        ("rcpt: sender:", "the envelope: RCPT; MAIL"),
        ("subject: body: file:", "texts; file: takes * and ?"),
        ("type:image/*", "a part of that type"),
        ("header:X-App=text", "a header field, with or without a value"),
        ("id:40..50 session:", "message ids; an SMTP session"),
        ("user: process: peer:", "who sent it; helo: its HELO name"),
        ("has:attachment", "inline html text link defect calendar tag"),
        ("is:unread", "read pinned tagged, and marked in this screen"),
        ("larger:100k smaller:", "octets of the message"),
        ("before: after:", "2026-11-23, 12:30, today, yesterday"),
        ("newer:10m older:2h", "by age"),
        ("rcpts:>1", "envelope recipients; attachments:>1"),
    ].map { Finder.Entry(name: $0.0, keys: "", text: $0.1) }
}
