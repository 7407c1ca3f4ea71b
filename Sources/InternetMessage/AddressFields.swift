import MailCore

/// The fields of a header section whose body is an address-list or a mailbox (RFC 5322 sections 3.6.2 and 3.6.3), read
/// once.
struct AddressFields: Sendable {
    private static let names: [StaticString] = ["From", "Sender", "Reply-To", "To", "Cc", "Bcc"]

    /// By place in ``names``; of all fields of that name, in order.
    private var mailboxes = [[Mailbox]](repeating: [], count: names.count)
    /// How many fields had something that is no address.
    private(set) var invalid = 0

    init(of header: HeaderSection, in bytes: Span<UInt8>) {
        for field in header.fields {
            guard let name = Self.names.firstIndex(where: { field.isNamed($0, in: bytes) }) else { continue }
            let list = AddressList(parsing: field.unfoldedBody(in: bytes))
            mailboxes[name] += list.mailboxes
            if list.hasInvalid { invalid += 1 }
        }
    }

    /// `nil` for another field.
    func mailboxes(_ name: String) -> [Mailbox]? {
        Self.names.firstIndex { known in
            known.utf8CodeUnitCount == name.utf8.count
                && known.withUTF8Buffer { $0.equalsIgnoringCase(name.utf8) }
        }.map { mailboxes[$0] }
    }
}
