/// A message as a flat tree of entities that are offsets into its content (RFC 5322, RFC 2045 to 2049).
///
/// Parsing takes linear time, never fails, and decodes nothing but messages that were themselves transfer-encoded.
package struct ParsedMessage: Hashable, Sendable {
    /// Depth first; the first is the message itself.
    package var entities: [Entity]
    /// Those of structure. What only decoding shows is in ``MessageReader/defects``.
    package var defects: [Defect]
    /// The embedded messages that came in base64 or quoted-printable, decoded: RFC 2046 section 5.2.1 forbids it.
    var decodedMessages: [[UInt8]]

    package init(parsing content: Span<UInt8>) {
        var parser = MIMEParser()
        parser.parse(content)
        entities = parser.entities
        defects = parser.defects.withoutRepeats()
        decodedMessages = parser.decodedMessages
    }

    package init(parsing content: [UInt8]) {
        self.init(parsing: content.span)
    }

    /// The path under which a defect of an entity's header section is told: that of the message the section belongs
    /// to, `nil` for the outermost.
    func headerPath(of entity: Int) -> String? {
        guard let parent = entities[entity].parent else { return nil }
        return entities[parent].kind == .message ? entities[parent].path : entities[entity].path
    }
}
