import InternetMessage
import MailCore

/// What a program handed to sendmail: the content as it is to be stored, and who it goes to.
struct SendmailMessage {
    private(set) var content: [UInt8]
    private(set) var envelope: Envelope

    /// - Parameters:
    ///   - input: All of stdin.
    ///   - user: Who sends, when `-f` does not say.
    /// - Throws: `noRecipient`, or what is wrong with an address.
    init(_ input: [UInt8], _ arguments: SendmailArguments, user: String) throws(SendmailError) {
        content = arguments.ignoresDots ? input : Self.untilDot(input)
        var recipients = arguments.recipients.flatMap(Self.addresses)
        if arguments.readsRecipients {
            let reader = MessageReader(content: content)
            recipients += ["To", "Cc", "Bcc"].flatMap { reader.mailboxes($0).map(\.address) }
            content = Self.withoutBcc(content)
        }
        let sender = arguments.sender.map { Self.addresses($0).first ?? "" } ?? user
        var seen: Set<String> = []
        var forwardPaths: [Path] = []
        for recipient in recipients {
            let address = try Self.qualified(recipient)
            if seen.insert(address).inserted { forwardPaths.append(Path(address: address)) }
        }
        guard !forwardPaths.isEmpty else { throw .noRecipient }
        let reversePath = Path(address: sender.isEmpty ? "" : try Self.qualified(sender))
        envelope = Envelope(reversePath: reversePath, forwardPaths: forwardPaths)
        if let name = arguments.fullName, MessageReader(content: content).mailboxes("From").isEmpty {
            let isPlain = name.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || $0 == " " }
            let quoted = name.filter { $0 != "\"" && $0 != "\\" && !$0.isNewline }
            content = Array("From: \(isPlain ? name : "\"\(quoted)\"") <\(reversePath.address)>\n".utf8) + content
        }
    }

    /// The addresses of a word, which may hold names and commas.
    private static func addresses(_ word: String) -> [String] {
        let line = "To: " + String(word.map { $0.isNewline ? " " : $0 })
        return MessageReader(content: Array(line.utf8)).mailboxes("To").map(\.address)
    }

    /// A name without a domain is a user of this machine.
    private static func qualified(_ address: String) throws(SendmailError) -> String {
        // Blanks and angle brackets stand in a quoted local-part only.
        let isWrong = address.unicodeScalars.contains { scalar in
            scalar.value < 0x20 || scalar.value == 0x7F
                || (!address.hasPrefix("\"") && " <>".unicodeScalars.contains(scalar))
        }
        guard !address.isEmpty, !isWrong else { throw .badAddress(address) }
        return address.contains("@") ? address : address + "@localhost"
    }

    private static func untilDot(_ input: [UInt8]) -> [UInt8] {
        var start = input.startIndex
        while start < input.endIndex {
            let end = input[start...].firstIndex(of: .lf) ?? input.endIndex
            let line = input[start..<end]
            if line.elementsEqual([.dot]) || line.elementsEqual([.dot, .cr]) { return Array(input[..<start]) }
            start = end + 1
        }
        return input
    }

    /// Who gets a copy in secret is told to nobody.
    private static func withoutBcc(_ content: [UInt8]) -> [UInt8] {
        var kept: [UInt8] = []
        var isInBcc = false
        var start = content.startIndex
        while start < content.endIndex {
            let end = content[start...].firstIndex(of: .lf).map { $0 + 1 } ?? content.endIndex
            let line = content[start..<end]
            if line.elementsEqual([.lf]) || line.elementsEqual([.cr, .lf]) { break }
            let isContinuation = line.first == .space || line.first == .tab
            if !isContinuation {
                let name = String(decoding: line.prefix { $0 != 0x3A }, as: UTF8.self).lowercased()
                isInBcc = name.drop { $0 == " " } == "bcc"
            }
            if !isInBcc { kept += line }
            start = end
        }
        return kept + content[start...]
    }
}

/// Why sendmail did not take a message.
enum SendmailError: Error {
    case noRecipient
    case badAddress(String)
}
