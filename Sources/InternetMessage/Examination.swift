/// What it takes decoding everything to tell of a message. Each entity is decoded once for all of it.
package struct Examination: Sendable {
    /// The top header section, in the order received.
    package let fields: [DecodedField]
    /// The plain text body, line ends as `\n`; `nil` when the message has none.
    package let text: String?
    /// The HTML body, line ends as `\n`; `nil` when the message has none.
    package let html: String?
    /// The entities that count as attachments, in order.
    package let attachments: [Int]
    /// Octets of each entity after undoing its transfer encoding; `nil` for multiparts.
    package let sizes: [Int?]
    /// One code at most once a path.
    package let defects: [Defect]
    /// Those that need nothing but the content, by severity, errors first. One code at most once a path and range.
    package let checks: [Check]

    /// - Parameter visit: Called for each entity but multiparts, in order, with its decoded octets.
    init(of reader: MessageReader, visit: (Int, [UInt8]) -> Void) {
        let message = reader.message
        let bodies = reader.bodies
        var texts: [Int: String] = [:]
        fields = reader.fields()
        var found = message.defects
        var sizes: [Int?] = []
        var parts = PartChecks(of: reader, bodies)
        for (index, entity) in message.entities.enumerated() {
            let headerCodes = index == 0 ? fields.flatMap(\.defects) : reader.encodingDefects(of: index)
            found += (headerCodes + reader.headerDefects(of: index)).map {
                Defect($0, path: message.headerPath(of: index))
            }
            guard entity.kind != .multipart else {
                sizes.append(nil)
                continue
            }
            let (bytes, encodingDefect) = reader.decode(index)
            sizes.append(bytes.count)
            visit(index, bytes)
            var bodyCodes = [encodingDefect].compactMap(\.self)
            if entity.kind == .leaf, entity.isText {
                let (text, charsetDefects) = reader.decodeText(bytes, of: index)
                bodyCodes += charsetDefects
                if bodies.contains(index) { texts[index] = text }
            }
            found += bodyCodes.map { Defect($0, path: entity.path) }
            parts.visit(index, bytes)
        }
        func joined(_ entities: [Int]) -> String? {
            entities.isEmpty ? nil : BodyText(joining: entities.map { texts[$0] ?? "" }).string
        }
        text = joined(bodies.text)
        html = joined(bodies.html)
        attachments = bodies.attachments
        defects = found.withoutRepeats()
        let advice =
            reader.sourceChecks + reader.headerChecks(fields) + reader.structureChecks(defects)
            + parts.checks
            + reader.bodyChecks(
                text: text, html: html, attachments: attachments,
                isMislabelled: defects.contains { $0.code == .charsetMismatch })
        self.sizes = sizes
        checks = advice.sorted { $0.severity > $1.severity }
    }
}

extension MessageReader {
    /// - Parameter visit: Called for each entity but multiparts, in order, with its decoded octets.
    package func examine(_ visit: (Int, [UInt8]) -> Void = { _, _ in }) -> Examination {
        Examination(of: self, visit: visit)
    }

    /// The defects of structure and those that only decoding shows; one code at most once a path.
    package var defects: [Defect] { examine().defects }
}
