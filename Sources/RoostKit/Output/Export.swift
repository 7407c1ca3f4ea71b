import MailCore
package import MessageCatalog
package import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Messages as `.eml` files, byte for byte as they were received.
package enum Export {
    /// Writes one file per message into a folder, which is made if it is not there.
    ///
    /// - Returns: the paths written.
    package static func emlFiles(
        _ documents: [MessageDocument], to folder: FilePath, force: Bool
    ) throws(Failure) -> [FilePath] {
        guard folder.withPlatformString({ mkdir($0, 0o777) }) == 0 || errno == EEXIST else {
            throw Failure(.unusable, "export: \(folder): \(Errno(rawValue: errno)) (0 of \(documents.count) written)")
        }
        var written: [FilePath] = []
        for document in documents {
            let path = folder.appending(fileName(document.summary))
            do {
                try write(document.source, to: path, force: force)
            } catch {
                let reason = error == .fileExists ? "is there already; --force overwrites" : "\(error)"
                throw Failure(
                    .unusable, "export: \(path): \(reason) (\(written.count) of \(documents.count) written)")
            }
            written.append(path)
        }
        return written
    }

    /// `0042-your-invoice-is-ready.eml`: nothing of a subject but letters and digits of ASCII, so that no file name is
    /// ever a path, an option or an escape sequence.
    package static func fileName(_ summary: Summary) -> String {
        let id = String(summary.id.rawValue)
        let number = String(repeating: "0", count: max(0, 4 - id.utf8.count)) + id
        var slug: [UInt8] = []
        for byte in (summary.subject ?? "").utf8 where slug.count < 48 {
            if byte.isLetter || byte.isDigit {
                slug.append(byte.lowercasedASCII)
            } else if let last = slug.last, last != 0x2D {
                slug.append(0x2D)
            }
        }
        while slug.last == 0x2D { slug.removeLast() }
        let name = slug.isEmpty ? number : number + "-" + String(decoding: slug, as: UTF8.self)
        return name + ".eml"
    }

    private static func write(_ bytes: [UInt8], to path: FilePath, force: Bool) throws(Errno) {
        do {
            let options: FileDescriptor.OpenOptions = [
                .create, .closeOnExec, .noFollow, force ? .truncate : .exclusiveCreate,
            ]
            let file = try FileDescriptor.open(
                path, .writeOnly, options: options,
                permissions: [.ownerReadWrite, .groupRead, .otherRead])
            _ = try file.closeAfter { try file.writeAll(bytes) }
        } catch {
            throw error as? Errno ?? .ioError
        }
    }
}
