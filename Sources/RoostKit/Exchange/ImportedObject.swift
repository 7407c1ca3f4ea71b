import FoundationEssentials
import MailCore
import MessageStore

/// An object of `roost export --format json`, read again.
struct ImportedObject: Decodable {
    struct Envelope: Decodable {
        var from: String?
        var to: [String]?
        var helo: String?
        var peer: String?
        var process: String?
        var tls: TLS?
        var auth: Authentication?
    }

    struct TLS: Decodable {
        var version: String
        var cipher: String
    }

    struct Authentication: Decodable {
        var mechanism: String
        var user: String
    }

    var raw: Data
    var envelope: Envelope?
    var flags: [String]?
    var tags: [String]?

    /// `nil` for anything else.
    static func message(_ line: some Sequence<UInt8>) -> ImportedMessage? {
        guard let object = try? JSONDecoder().decode(ImportedObject.self, from: Data(line)) else { return nil }
        var message = ImportSource.message(Array(object.raw))
        if let envelope = object.envelope {
            if let from = envelope.from { message.capture.envelope.reversePath = Path(address: from) }
            message.capture.envelope.forwardPaths = (envelope.to ?? []).map { Path(address: $0) }
            message.capture.origin = Origin(
                peer: envelope.peer, process: envelope.process, helo: envelope.helo.map { Array($0.utf8) },
                tls: envelope.tls.map { "\($0.version) \($0.cipher)" },
                auth: envelope.auth.map { Origin.Authentication(mechanism: $0.mechanism, user: $0.user) })
        }
        let flags = object.flags ?? []
        message.flags = (flags.contains("read") ? [.read] : []) + (flags.contains("pinned") ? [.pinned] : [])
        message.flags += (object.tags ?? []).map { .tagged($0) }
        return message
    }
}
