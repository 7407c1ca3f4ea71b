import MailCore

/// What the objects of messages and of sessions say alike.
extension Origin {
    /// `{"version", "cipher"}`
    var tlsObject: [String: String]? {
        tls.map { text in
            let words = text.split(separator: " ", maxSplits: 1).map(String.init)
            return ["version": words.first ?? "", "cipher": words.count > 1 ? words[1] : ""]
        }
    }

    /// `{"mechanism", "user"}`
    var authObject: [String: String]? { auth.map { ["mechanism": $0.mechanism, "user": $0.user] } }
}
