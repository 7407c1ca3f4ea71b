import Glibc
package import MailCore
package import SystemPackage

/// A file that is a store of one segment: messages with their ids, times, envelopes and dialogues, for somebody else
/// to open.
package struct ExportedSegment: Sendable {
    private let path: FilePath
    private let replaces: Bool
    private let file: SegmentFile
    private var end = 0
    private var sequence: UInt64 = 1
    private var time = Timestamp(microseconds: 0)

    /// The file has another name until it is whole.
    ///
    /// - Parameter replaces: Whether a file at `path` is overwritten.
    package init(path: FilePath, replaces: Bool) throws(StoreError) {
        self.path = path
        self.replaces = replaces
        var folder = path
        folder.removeLastComponent()
        if !replaces, (try? FileStatus(of: path)) != nil { throw Self.isThere(path) }
        let name = SegmentName(number: 1, salt: .random(in: 0 ... .max))
        file = try SegmentFile(name, in: folder.isEmpty ? "." : folder, .creating, io: FileIO())
    }

    /// To be called with ascending ids.
    package mutating func append(
        _ capture: Capture, id: MessageID, received: Timestamp, flags: [FlagChange]
    ) throws(StoreError) {
        time = max(time, received)
        var encoder = RecordEncoder(salt: file.name.salt, start: end)
        if end == 0 {
            let header = HeaderLines(segment: file.name, generation: 0, nextID: id.rawValue, nextSequence: sequence + 1)
            encoder.append(.segment, sequence: sequence, time: time, header: header)
            sequence += 1
        }
        for record in [.message(capture)] + flags.map({ NewRecord.flags([id], $0) }) {
            let prepared = try PreparedRecord(record)
            encoder.append(
                prepared.kind, sequence: sequence, time: time,
                id: prepared.kind == .message ? id : nil, header: prepared.header, content: prepared.content,
                contentChecksum: prepared.contentChecksum)
            sequence += 1
        }
        let (count, error) = file.write(encoder)
        if let error {
            discard()
            throw error
        }
        end += count
    }

    /// Gives the file its name.
    package func finish() throws(StoreError) {
        do throws(Errno) {
            // A link is refused where a file is there already; a rename replaces it.
            if replaces {
                _ = try check {
                    file.path.withPlatformString { from in path.withPlatformString { Int(rename(from, $0)) } }
                }
            } else {
                _ = try check {
                    file.path.withPlatformString { from in path.withPlatformString { Int(link(from, $0)) } }
                }
                discard()
            }
        } catch {
            discard()
            throw error == .fileExists ? Self.isThere(path) : StoreError(error, "cannot create \(path)")
        }
    }

    package func discard() { _ = file.path.withPlatformString { unlink($0) } }

    /// Makes a directory the store that such a file is, by a copy of it.
    ///
    /// - Throws: `notAStore` when it is none.
    package static func place(_ path: FilePath, in directory: FilePath) throws(StoreError) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1024 * 1024, alignment: 1)
        defer { buffer.deallocate() }
        var isOurs = false
        do throws(Errno) {
            let source = CInt(try check { path.withPlatformString { Int(open($0, O_RDONLY | O_CLOEXEC)) } })
            defer { closeFile(source) }
            var count = try readFile(source, at: 0, into: buffer)
            if let name = name(ofSegment: UnsafeRawBufferPointer(rebasing: buffer[..<min(count, 1024)])) {
                isOurs = true
                let copy = try openFile(directory.appending(name.description), O_WRONLY | O_CREAT | O_EXCL)
                defer { closeFile(copy) }
                var offset = 0
                while count > 0 {
                    var written = 0
                    while written < count {
                        written += try check { write(copy, buffer.baseAddress.map { $0 + written }, count - written) }
                    }
                    offset += count
                    count = try readFile(source, at: offset, into: buffer)
                }
            }
        } catch {
            throw StoreError(error, "cannot read \(path)")
        }
        guard isOurs else {
            throw StoreError(.notAStore, "\(path) is no file that roost export --format roost writes")
        }
    }

    private static func isThere(_ path: FilePath) -> StoreError {
        StoreError(.failed, "\(path) is there already; --force overwrites")
    }

    private static func name(ofSegment bytes: UnsafeRawBufferPointer) -> SegmentName? {
        guard bytes.starts(with: RecordFrame.magic + Array("segment ".utf8)), let lineEnd = bytes.firstIndex(of: .lf)
        else { return nil }
        let header = HeaderReader(Octets(copying: bytes)[(lineEnd + 1)..<bytes.count])
        guard let salt = header.text("salt").flatMap({ UInt64($0, radix: 16) }) else { return nil }
        return SegmentName(number: 1, salt: salt)
    }
}
