import InternetMessage
import MailCore
import MessageCatalog
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A body part of a message, its transfer encoding undone.
struct DecodedPart: Sendable {
    let contentType: String
    let bytes: [UInt8]
    /// The text of a text part.
    let text: String?

    /// `nil` when the message has no part of that path.
    init?(_ path: String, of document: MessageDocument) {
        let reader = MessageReader(content: document.source)
        guard let index = reader.message.entities.firstIndex(where: { $0.path == path }) else { return nil }
        let type = reader.message.entities[index].contentType
        contentType = type.type + "/" + type.subtype
        bytes = reader.decodedBody(of: index)
        text = type.type == "text" ? reader.text(of: index) : nil
    }

    /// Into a file that is not there yet: `-2` and so on goes before the suffix of a name that is taken.
    func save(to target: String) throws(Failure) -> FilePath {
        let path = FilePath.workingDirectory.pushing(FilePath(target))
        let (stem, suffix) = (path.stem ?? "part", path.extension.map { "." + $0 } ?? "")
        for number in 1..<10_000 {
            let name = number == 1 ? stem + suffix : "\(stem)-\(number)\(suffix)"
            let file = path.removingLastComponent().appending(name)
            do {
                let descriptor = try FileDescriptor.open(
                    file, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec, .noFollow],
                    permissions: [.ownerReadWrite, .groupRead, .otherRead])
                _ = try descriptor.closeAfter { try descriptor.writeAll(bytes) }
                return file
            } catch {
                guard error as? Errno == .fileExists else { throw Failure(.unusable, "save: \(file): \(error)") }
            }
        }
        throw Failure(.unusable, "save: \(path): every name like it is taken")
    }
}

/// The names that a path may go on with, folders with a slash at their end.
enum PathCompletion {
    static func names(for text: String) -> [String] {
        let slash = text.lastIndex(of: "/").map { text.index(after: $0) } ?? text.startIndex
        let (folder, start) = (text[..<slash], text[slash...])
        let place = FilePath.workingDirectory.pushing(FilePath(folder.isEmpty ? "." : String(folder)))
        return FrontFiles.names(in: place).filter { $0.hasPrefix(start) && (!start.isEmpty || !$0.hasPrefix(".")) }
            .prefix(200).map { name in
                var status = stat()
                let isFolder =
                    place.appending(name).withPlatformString { stat($0, &status) } == 0
                    && status.st_mode & S_IFMT == S_IFDIR
                return folder + name + (isFolder ? "/" : "")
            }
    }
}
