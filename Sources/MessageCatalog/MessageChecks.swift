package import InternetMessage
import MailCore
import MessageStore

/// Every check of a message, errors first, from all rooms that know one.
package enum MessageChecks {
    /// Those that need nothing but the content.
    package static func ofContent(_ examination: Examination) -> [Check] {
        examination.checks
    }

    /// Those of a captured message: of its content, its envelope and its session.
    static func ofCapture(
        _ examination: Examination, _ reader: MessageReader, header: MessageHeader, received: Timestamp
    ) -> [Check] {
        let envelope = EnvelopeChecks(
            of: reader, fields: examination.fields, envelope: header.envelope, dialogue: header.dialogue,
            received: received)
        return (ofContent(examination) + envelope.checks).sorted { $0.severity > $1.severity }
    }
}
