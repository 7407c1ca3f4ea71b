/// The msg-id of RFC 5322 section 3.6.4, also used by Content-ID.
enum MessageIdentifier {
    /// The text inside the first `<…>`; without brackets, all of it.
    static func text(of body: [UInt8]) -> String {
        guard let open = body.firstIndex(of: 0x3C), let close = body[open...].firstIndex(of: 0x3E) else {
            return HeaderText.raw(body)
        }
        return HeaderText.raw(body[(open + 1)..<close])
    }
}
