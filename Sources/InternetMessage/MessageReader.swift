package import MailCore

/// A content and its parse: what is asked for is decoded then, and nothing before but the addresses and
/// the date, which many ask for.
package struct MessageReader: Sendable {
    package let content: [UInt8]
    package let message: ParsedMessage
    /// Those of the header section of the message.
    let addresses: AddressFields
    /// The first Date field; `nil` when it is absent or cannot be read. The offset is in seconds east of UTC.
    package let date: (timestamp: Timestamp, offsetSeconds: Int)?
    /// The label by which all texts are read in place of what they declare.
    private let charset: [UInt8]?

    package init(content: [UInt8]) {
        self.init(content: content, assuming: nil)
    }

    /// `nil` for a charset that Roost does not know.
    package init?(content: [UInt8], charset: String) {
        guard CharsetLabels.charset(charset.utf8) != nil else { return nil }
        self.init(content: content, assuming: Array(charset.utf8))
    }

    private init(content: [UInt8], assuming charset: [UInt8]?) {
        self.content = content
        self.charset = charset
        message = ParsedMessage(parsing: content.span)
        let header = message.entities.first?.header ?? HeaderSection()
        addresses = AddressFields(of: header, in: content.span)
        date = header.first("Date", in: content.span)
            .flatMap { DateTime(parsing: $0.unfoldedBody(in: content.span)) }
            .map { ($0.timestamp, $0.offsetSeconds) }
    }

    // MARK: The header section of the message

    /// The first Subject field, decoded; `nil` when there is none or it is empty.
    package var subject: String? {
        guard let body = body(ofFirst: "Subject") else { return nil }
        let subject = HeaderText.decode(body).trimmingBlanks()
        return subject.isEmpty ? nil : subject
    }

    /// The first Message-ID without its angle brackets (RFC 5322 section 3.6.4).
    package var messageID: String? {
        body(ofFirst: "Message-ID").flatMap { MessageIdentifier.text(of: $0) }
    }

    /// The mailboxes of a field that holds addresses, in any case; every field of that name counts, appended in order.
    package func mailboxes(_ fieldName: String) -> [Mailbox] {
        if let known = addresses.mailboxes(fieldName) { return known }
        guard let header = message.entities.first?.header else { return [] }
        let name = Array(fieldName.utf8)
        return header.fields.filter { $0.isNamed(name, in: content.span) }
            .flatMap { AddressList(parsing: $0.unfoldedBody(in: content.span)).mailboxes }
    }

    /// Every field in the order received.
    package func fields() -> [DecodedField] {
        guard let header = message.entities.first?.header else { return [] }
        return header.fields.map { DecodedField($0, in: content) }
    }

    private func body(ofFirst name: StaticString) -> [UInt8]? {
        let bytes = content.span
        return message.entities.first?.header.first(name, in: bytes)?.unfoldedBody(in: bytes)
    }

    // MARK: Entities

    /// The body with its transfer encoding undone (RFC 2045 section 6), line ends as they are.
    package func decodedBody(of entity: Int) -> [UInt8] {
        decode(entity).bytes
    }

    /// The body as text, by its transfer encoding and charset; line ends as they are.
    package func text(of entity: Int) -> String {
        decodeText(decode(entity).bytes, of: entity).text
    }

    /// The file name as sent, folders and all: Content-Disposition wins over the name of Content-Type (RFC 2183 section 2.3).
    package func filename(of entity: Int) -> String? {
        let name = filenameValue(of: message.entities[entity]).map { HeaderText.decodeNotingDefects($0).text }
        return name?.isEmpty == false ? name : nil
    }

    func filenameValue(of entity: Entity) -> ParameterList.Value? {
        entity.contentDisposition?.parameters.value("filename") ?? entity.contentType.parameters.value("name")
    }

    /// The octets an entity's ranges are offsets into.
    func source(of entity: Entity) -> [UInt8] {
        entity.source == 0 ? content : message.decodedMessages[entity.source - 1]
    }

    func decode(_ index: Int) -> (bytes: [UInt8], defect: Defect.Code?) {
        let entity = message.entities[index]
        return entity.effectiveEncoding.decode(source(of: entity).span.extracting(entity.bodyRange))
    }

    /// Decoded octets as the text they are by the charset of their entity.
    func decodeText(_ bytes: [UInt8], of index: Int) -> (text: String, defects: [Defect.Code]) {
        let label = label(of: index, bytes)
        let (text, defect) = CharsetDecoder.decode(bytes, label: label)
        let isMismatch = Charset.isMislabelledUTF8(bytes, label: label)
        return (text, [defect, isMismatch ? .charsetMismatch : nil].compactMap(\.self))
    }

    /// The charset that the part declares, or its HTML.
    private func label(of index: Int, _ bytes: [UInt8]) -> [UInt8]? {
        if let charset { return charset }
        let type = message.entities[index].contentType
        let declared = type.parameters.value("charset")?.bytes
        return type.mediaType == "text/html" ? HTMLCharset.label(declared: declared, bytes) : declared
    }
}
