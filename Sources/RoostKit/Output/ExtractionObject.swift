package import MailCore
package import MessageCatalog

/// What `get` took out of a message, as JSON: text as `value`, the bytes of an attachment as base64 in `raw`.
package struct ExtractionObject: JSONObject {
    private let value: [UInt8]
    private let extraction: Extraction
    private let id: MessageID

    package init(_ value: [UInt8], by extraction: Extraction, of id: MessageID) {
        self.value = value
        self.extraction = extraction
        self.id = id
    }

    package var members: JSONMembers {
        if case .attachment = extraction {
            return ["id": id.rawValue, "raw": String(decoding: Base64.encode(value), as: UTF8.self)]
        }
        return ["id": id.rawValue, "value": String(decoding: value, as: UTF8.self)]
    }
}
