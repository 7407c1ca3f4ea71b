import HTMLText
package import InternetMessage
import MailCore
import MessageStore

/// Every check of a message, errors first, from all rooms that know one.
package enum MessageChecks {
    /// Those that need nothing but the content.
    package static func ofContent(_ examination: Examination) -> [Check] {
        ofContent(examination, page: examination.html.map { HTMLDocument($0) })
    }

    private static func ofContent(_ examination: Examination, page: HTMLDocument?) -> [Check] {
        (examination.checks + BodyFindings(of: examination, page: page).checks).errorsFirst
    }

    /// Those of a captured message: of its content, its envelope and its session.
    ///
    /// - Parameter page: Its HTML body.
    static func ofCapture(
        _ examination: Examination, page: HTMLDocument?, _ reader: MessageReader, header: MessageHeader,
        received: Timestamp
    ) -> [Check] {
        let envelope = EnvelopeChecks(
            of: reader, fields: examination.fields, envelope: header.envelope, dialogue: header.dialogue,
            received: received)
        return (ofContent(examination, page: page) + envelope.checks).errorsFirst
    }
}

extension [Check] {
    /// Stable, so that checks of one severity stay in the order of the message.
    fileprivate var errorsFirst: [Check] {
        Check.Severity.allCases.reversed().flatMap { severity in filter { $0.severity == severity } }
    }
}
