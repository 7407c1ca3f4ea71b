import InternetMessage
import MessageCatalog
import SystemPackage

/// The attachments of the messages, decoded, a file each.
struct AttachmentFolder: MessageExport {
    private let folder: FilePath
    private let force: Bool

    init(_ folder: FilePath, force: Bool) throws(Failure) {
        self.folder = folder
        self.force = force
        try ExportFile.makeFolder(folder)
    }

    func write(_ document: MessageDocument) throws(Failure) -> [FilePath] {
        var taken: Set<String> = []
        var written: [FilePath] = []
        for attachment in Self.attachments(of: document) {
            let name = ExportFileName.attachment(attachment.part, of: document.summary.id, taken: &taken)
            let path = folder.appending(name)
            try ExportFile.write(attachment.octets(), to: path, force: force)
            written.append(path)
        }
        return written
    }

    static func onlyAttachment(of document: MessageDocument) throws(Failure) -> [UInt8] {
        let attachments = attachments(of: document)
        guard let first = attachments.first else {
            throw Failure(.noMatch, "message \(document.summary.id) has no attachment")
        }
        guard attachments.count == 1 else {
            throw Failure(.usage, "--to - takes one attachment, not \(attachments.count); name a folder")
        }
        return first.octets()
    }

    private static func attachments(
        of document: MessageDocument
    ) -> [(part: MessageDocument.Part, octets: () -> [UInt8])] {
        let reader = MessageReader(content: document.source)
        return document.parts.enumerated().filter { document.attachments.contains($0.element.path) }.map {
            index, part in
            (part, { reader.decodedBody(of: index) })
        }
    }
}
