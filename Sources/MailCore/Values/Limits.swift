/// Every ceiling of Roost, in one place. Octets unless said otherwise.
package enum Limits {
    // MARK: SMTP

    /// The longest command line; RFC 5321 section 4.5.3.1.4 asks for 512, RFC 4954 for 12,288.
    package static let commandLine = 64 * 1024
    /// The longest reply line, CRLF included (RFC 5321 section 4.5.3.1.5).
    package static let replyLine = 512
    /// The longest path that is taken; RFC 5321 section 4.5.3.1.3 asks for 256.
    package static let path = 4096
    /// Longer ones are taken, and named (RFC 5321 sections 4.5.3.1.1 to 4.5.3.1.3).
    package static let localPart = 64
    package static let domain = 255
    package static let standardPath = 256
    /// Recipients of one mail transaction, as a count; RFC 5321 section 4.5.3.1.8 asks for 100.
    package static let recipients = 10_000
    /// The content of one message (RFC 1870).
    package static let messageSize = 50 * 1024 * 1024
    /// Bad commands before a session is closed, as a count.
    package static let badCommands = 100
    /// Connections at once, as a count.
    package static let connections = 2_000
    /// Silence before a session is closed, in seconds (RFC 5321 section 4.5.3.2.7 asks for five minutes).
    package static let idleSeconds: Int64 = 300
    /// What is kept of a dialogue beside a message.
    package static let dialogue = 64 * 1024
    /// What is kept of the command that made a session fail.
    package static let problemDetail = 200
    /// Messages that are named in the record of a session that failed later, as a count.
    package static let sessionMessages = 100
    /// Open sessions that a listener tells of, as a count.
    package static let shownSessions = 100
    /// Contents of all sessions together that are not on disk yet.
    package static let contentInMemory = 1024 * 1024 * 1024

    // MARK: The log

    /// Where a segment is sealed and the next one begun.
    package static let segment = 32 * 1024 * 1024
    /// Records of one append.
    package static let batchRecords = 256
    /// Octets of one append.
    package static let batchBytes = 8 * 1024 * 1024
    /// The largest content that is written on the thread of who hands it over.
    package static let inlineAppend = 1024 * 1024
    /// The header of one record.
    package static let recordHeader = 8 * 1024 * 1024
    /// What a store keeps unless it is told otherwise: messages as a count, octets, and age in seconds.
    package static let keptMessages = 10_000
    package static let keptOctets = 1024 * 1024 * 1024
    package static let keptSeconds: Int64 = 30 * 86_400
    /// How long a deleted message can be restored at least, unless room is needed, in seconds.
    package static let restorableSeconds: Int64 = 86_400
    /// A file that is given up on a full disk, so that deleting still works.
    package static let reserve = 1024 * 1024
    /// Reports of sessions that are kept, and that may wait to be written, as a count.
    package static let sessionReports = 1_000
    /// How long an appender tries for the lock, in milliseconds.
    package static let lockWait = 5_000
    /// How long a content may wait to be durable before its session is told 451, in seconds.
    package static let durabilitySeconds: Int64 = 30

    // MARK: Messages

    /// Depth of nested multiparts and messages, as a count.
    package static let nesting = 100
    /// Parts of one message, as a count.
    package static let parts = 10_000
    /// Fields of one header section, as a count.
    package static let headerFields = 10_000
    /// Octets of embedded messages in base64 or quoted-printable that are decoded to be parsed, in contents: quoted-printable
    /// within quoted-printable shrinks by nothing.
    package static let decodedContents = 8

    // MARK: HTML

    /// Depth of nested elements, as a count; what is nested deeper follows its parent.
    package static let htmlNesting = 256
    /// Formatting elements that are opened again behind a block, as a count.
    package static let htmlFormatting = 16
    /// Nodes beyond which no formatting element is opened again, as a count.
    package static let htmlNodes = 500_000
    /// Rules of a document's style sheets, as a count.
    package static let styleRules = 10_000
    /// Comparisons of elements with selectors, as a count; beyond them only inline styles count.
    package static let styleComparisons = 2_500_000
    /// Columns of a table that is drawn as one, as a count.
    package static let tableColumns = 64
    /// Cells of a line that quote marks and list indents may take in HTML turned into text.
    package static let blockIndent = 40

    /// The longest line of a message without its line end (RFC 5322 section 2.1.1).
    package static let line = 998
    /// The longest line of base64 (RFC 2045 section 6.8).
    package static let base64Line = 76
    /// HTML above this is cut by the readers of large providers.
    package static let clippedHTML = 102 * 1024
    /// The most that many servers take.
    package static let commonMessageSize = 10 * 1024 * 1024

    // MARK: TLS

    /// A file of certificates or a key.
    package static let certificateFile = 256 * 1024

    // MARK: Queries

    /// Parentheses within parentheses, as a count.
    package static let queryNesting = 50
    /// Groups within groups of a regular expression, as a count.
    package static let regexNesting = 50
    /// Instructions of a compiled regular expression, as a count.
    package static let regexInstructions = 10_000
    /// The most times that `{n,m}` may ask for, as a count.
    package static let regexRepeats = 1_000
    /// Threads that a search is shared among.
    package static let searchThreads = 8
    /// Folded text of the fields, and of the bodies, that an index keeps of a message; what is over is read from its content.
    package static let indexedText = 64 * 1024
    /// Octets of a segment that a command reads again each time before it writes them to an index.
    package static let unindexedOctets = 256 * 1024
    /// Cells of a line of HTML text that is searched: wide enough that no phrase is broken.
    package static let searchLine = 100_000
}
