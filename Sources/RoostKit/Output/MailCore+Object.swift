package import MailCore

extension Mailbox: JSONObject {
    package var members: JSONMembers { ["address": address, "name": displayName] }
}

/// What the objects of messages and of sessions say alike.
extension Origin: JSONObject {
    package var members: JSONMembers {
        [
            "helo": helo.map { String(decoding: $0, as: UTF8.self) },
            "peer": peer,
            "process": process,
            "tls": tlsMembers,
            "auth": auth.map { ["mechanism": $0.mechanism, "user": $0.user] as JSONMembers },
        ]
    }

    private var tlsMembers: JSONMembers? {
        tls.map { text in
            let words = text.split(separator: " ", maxSplits: 1).map(String.init)
            return ["version": words.first ?? "", "cipher": words.count > 1 ? words[1] : ""]
        }
    }
}
