import HTMLText
package import InternetMessage
import MailCore
import MessageStore

/// Every check of a message, errors first, from all rooms that know one.
package enum MessageChecks {
    /// Those that need nothing but the content.
    package static func ofContent(_ examination: Examination, _ reader: MessageReader) -> [Check] {
        (examination.checks + placeholders(examination, reader) + findings(examination)).errorsFirst
    }

    /// Those of a captured message: of its content, its envelope and its session.
    static func ofCapture(
        _ examination: Examination, _ reader: MessageReader, header: MessageHeader, received: Timestamp
    ) -> [Check] {
        let envelope = EnvelopeChecks(
            of: reader, fields: examination.fields, envelope: header.envelope, dialogue: header.dialogue,
            received: received)
        return (ofContent(examination, reader) + envelope.checks).errorsFirst
    }

    /// What templates left in the subject and the plain text.
    private static func placeholders(_ examination: Examination, _ reader: MessageReader) -> [Check] {
        let inSubject = reader.subject.map(Placeholder.all) ?? []
        let inText = examination.text.map(Placeholder.all) ?? []
        return [
            check(.placeholderLeft, path: nil, inSubject),
            check(.placeholderLeft, path: examination.bodyPaths.text, inText),
        ].compactMap(\.self)
    }

    /// What the HTML has that its sender would want to know, each kind once.
    private static func findings(_ examination: Examination) -> [Check] {
        guard let html = examination.html else { return [] }
        let findings = HTMLDocument.findings(in: html)
        return HTMLFinding.Code.allCases.compactMap { kind in
            let found = findings.filter { $0.code == kind }.map(\.detail)
            return Check.Code(rawValue: kind.rawValue).flatMap { check($0, path: examination.bodyPaths.html, found) }
        }
    }

    /// One check for all that was found of a kind: the first, and how many more; `nil` for none.
    private static func check(_ code: Check.Code, path: String?, _ found: [String]) -> Check? {
        guard let first = found.first else { return nil }
        let more = Set(found).count - 1
        return Check(code, path: path, detail: more > 0 ? "\(first) and \(more) more" : first)
    }
}

extension HTMLFinding {
    fileprivate var detail: String {
        switch code {
        case .placeholderLeft: text
        case .linkTextDiffers: "\(text) leads to \(url ?? "")"
        case .localhostLink, .privateLink, .httpLink, .imageWithoutAlt: url ?? text
        }
    }
}

extension [Check] {
    /// Stable, so that checks of one severity stay in the order of the message.
    fileprivate var errorsFirst: [Check] {
        Check.Severity.allCases.reversed().flatMap { severity in filter { $0.severity == severity } }
    }
}
