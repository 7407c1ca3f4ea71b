/// Advice on a message for the developer whose application sent it. Independent of ``Defect``: those say how a message
/// had to be read, checks say what will happen to it elsewhere.
package struct Check: Hashable, Sendable {
    package enum Severity: String, Hashable, Sendable, CaseIterable, Comparable {
        /// Good to know in development, often intended.
        case note
        /// Likely trouble.
        case warning
        /// The message will be refused, broken or misread somewhere real.
        case error

        package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .note: 0
            case .warning: 1
            case .error: 2
            }
        }
    }

    package var code: Code
    /// The IMAP part number of the entity it was found in; `nil` for the message as a whole.
    package var path: String?
    /// The octets of the content it was found at; `nil` when it is about no place in particular.
    package var range: Range<Int>?
    /// What fills the gap in the sentence of its code: a count, a name, an address.
    package var detail: String

    package init(_ code: Code, path: String? = nil, range: Range<Int>? = nil, detail: String = "") {
        self.code = code
        self.path = path
        self.range = range
        self.detail = detail
    }

    package var severity: Severity { code.rule.severity }

    /// RFC and section; `nil` when no standard says so.
    package var clause: String? { code.rule.clause }

    /// One plain sentence: what is wrong and what comes of it.
    package var text: String { code.rule.sentence.replacing(Rule.gap, with: detail) }

    /// How many of each severity.
    package struct Counts: Hashable, Sendable {
        package var errors = 0
        package var warnings = 0
        package var notes = 0

        package init() {}

        package init(_ checks: some Sequence<Check>) {
            for check in checks {
                switch check.severity {
                case .error: errors += 1
                case .warning: warnings += 1
                case .note: notes += 1
                }
            }
        }
    }

    /// What is known of a code without a message.
    package struct Rule: Hashable, Sendable {
        package var severity: Severity
        /// RFC and section; `nil` when no standard says so.
        package var clause: String?
        /// With ``gap`` where the detail of a check goes.
        package var sentence: String

        static let gap = "{}"

        init(_ severity: Severity, _ clause: String?, _ sentence: String) {
            self.severity = severity
            self.clause = clause
            self.sentence = sentence
        }
    }
}
