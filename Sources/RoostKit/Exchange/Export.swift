package import MessageCatalog
import MessageStore
package import SystemPackage

/// Takes messages out of a store, a message at a time, into what the formats are made of.
package protocol MessageExport: Sendable {
    /// - Returns: The files written.
    mutating func write(_ document: MessageDocument) throws(Failure) -> [FilePath]

    /// To be called behind the last message.
    mutating func finish() throws(Failure)
}

extension MessageExport {
    package mutating func finish() throws(Failure) {}
}

/// The formats of `roost export`.
package enum ExportFormat: String, CaseIterable, Sendable {
    case eml, mbox, maildir, json, attachments, roost

    /// - Parameters:
    ///   - path: A folder for eml, maildir and attachments, a file for the others.
    ///   - force: Whether files that are there are overwritten.
    package func export(to path: FilePath, force: Bool) throws(Failure) -> any MessageExport {
        switch self {
        case .eml: try EMLFolder(path, force: force)
        case .attachments: try AttachmentFolder(path, force: force)
        case .maildir: try MaildirFolder(path, force: force)
        case .mbox: try MessageFile.mbox(path, force: force)
        case .json: try MessageFile.json(path, force: force)
        case .roost: try StoreFile(path, force: force)
        }
    }

    /// What one message is as octets of this format; `nil` for a format that needs a folder or a file.
    package func octets(of document: MessageDocument) throws(Failure) -> [UInt8]? {
        switch self {
        case .eml: document.source
        case .mbox: MessageFile.mboxEntry(document)
        case .json: MessageFile.jsonEntry(document)
        case .attachments: try AttachmentFolder.onlyAttachment(of: document)
        case .maildir, .roost: nil
        }
    }
}
