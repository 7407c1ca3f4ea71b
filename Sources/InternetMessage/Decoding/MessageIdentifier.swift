/// The msg-id of RFC 5322 section 3.6.4, also used by Content-ID.
enum MessageIdentifier {
    /// The text inside the first `<…>`, all of it without brackets; `nil` when it is empty.
    static func text(of body: [UInt8]) -> String? {
        var text = body[...]
        if let open = body.firstIndex(of: 0x3C), let close = body[open...].firstIndex(of: 0x3E) {
            text = body[(open + 1)..<close]
        }
        return text.isEmpty ? nil : HeaderText.raw(text)
    }
}
