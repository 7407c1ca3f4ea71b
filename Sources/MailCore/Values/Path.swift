/// The argument of MAIL or RCPT (RFC 5321 section 4.1.2), with the ESMTP parameters that came with it.
package struct Path: Hashable, Sendable {
    /// Local-part and domain as sent, quotes and case included; empty for the null reverse-path `<>`.
    package var address: String
    /// The obsolete source route as sent, `@a.example,@b.example`; empty when there was none.
    package var sourceRoute: String
    /// In the order sent.
    package var parameters: [ESMTPParameter]

    package init(address: String, sourceRoute: String = "", parameters: [ESMTPParameter] = []) {
        self.address = address
        self.sourceRoute = sourceRoute
        self.parameters = parameters
    }

    /// `<>`, the reverse-path of bounces (RFC 5321 section 4.5.5).
    package static let null = Path(address: "")
}

/// `esmtp-keyword ["=" esmtp-value]` (RFC 5321 section 4.1.2), as sent.
package struct ESMTPParameter: Hashable, Sendable {
    package var keyword: String
    package var value: String?

    package init(keyword: String, value: String? = nil) {
        self.keyword = keyword
        self.value = value
    }
}
