/// A mailbox of an address field: a display name and an addr-spec (RFC 5322 section 3.4), both decoded.
package struct Mailbox: Hashable, Sendable {
    /// Without quotes, encoded-words decoded; `nil` when there is none.
    package var displayName: String?
    /// The addr-spec as written. One without `@` is kept as it is.
    package var address: String

    package init(displayName: String? = nil, address: String) {
        self.displayName = displayName
        self.address = address
    }
}
