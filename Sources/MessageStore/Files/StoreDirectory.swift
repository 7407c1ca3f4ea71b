import Glibc
import MailCore
import SystemPackage

/// The directory of a store: made, looked at before it is trusted, and named in.
struct StoreDirectory: Sendable {
    let path: FilePath
    let createsMissing: Bool
    let io: FileIO

    /// What tells a store that has no segment yet from a directory of something else.
    private static let others = ["lock", "fronts", "listener", "listener.json"]

    var lock: FilePath { path.appending("lock") }

    /// Makes the directory, and those above it, when it is missing and may be made.
    func prepare() throws(StoreError) {
        if (try? FileStatus(of: path)) != nil { return }
        guard createsMissing else {
            throw StoreError(.missing, "there is no store at \(path); name another one or start roost")
        }
        var missing: [FilePath] = []
        var next = path
        while !next.isEmpty, (try? FileStatus(of: next)) == nil {
            missing.append(next)
            guard next.removeLastComponent() else { break }
        }
        do throws(Errno) {
            for directory in missing.reversed() {
                do throws(Errno) { try createDirectory(directory) } catch Errno.fileExists { continue }
                var parent = directory
                parent.removeLastComponent()
                try io.syncDirectory(parent.isEmpty ? "." : parent)
            }
        } catch {
            throw StoreError(error, "cannot create \(path)")
        }
    }

    /// Refuses what is no store and what others could put into the user's hands.
    func inspect() throws(StoreError) {
        let status: FileStatus
        let names: [String]
        do throws(Errno) {
            status = try FileStatus(of: path)
            guard status.isDirectory else { throw .notDirectory }
            names = try directoryNames(path)
        } catch Errno.notDirectory {
            throw StoreError(.notAStore, "\(path) is no directory; name another place for the store")
        } catch {
            throw StoreError(error, "cannot open \(path)")
        }
        let visible = names.filter { !$0.hasPrefix(".") }
        guard visible.isEmpty || visible.contains(where: { SegmentName($0) != nil || Self.others.contains($0) })
        else {
            throw StoreError(.notAStore, "\(path) holds other files; name another place for the store")
        }
        guard status.owner == effectiveUser() || status.owner == 0 else {
            throw StoreError(.insecure, "\(path) belongs to another user; use a store of your own")
        }
        guard status.permissions & 0o022 == 0 else {
            throw StoreError(.insecure, "others may write to \(path); run: chmod 700 \(path)")
        }
        if createsMissing, !mayWrite(path) {
            throw StoreError(.notWritable, "cannot write to \(path); check owner and permissions")
        }
    }

    func sync() throws(StoreError) {
        do throws(Errno) { try io.syncDirectory(path) } catch { throw StoreError(error, "cannot sync \(path)") }
    }

    /// Saves the octets of a torn tail in a file of their own. Best effort: they were never acknowledged.
    func keepTail(of file: SegmentFile, _ tail: Range<Int>, at time: Timestamp) {
        let name = "torn-\(padded(String(file.name.number), to: 8))-\(tail.lowerBound)-\(time.microseconds)"
        guard let copy = try? openFile(path.appending(name), O_WRONLY | O_CREAT | O_EXCL) else { return }
        defer { closeFile(copy) }
        var offset = tail.lowerBound
        while offset < tail.upperBound {
            let part = offset..<min(offset + 1024 * 1024, tail.upperBound)
            guard let octets = try? file.octets(part), octets.bytes.count == part.count else { return }
            let count = octets[0..<part.count].withBytes { write(copy, $0.baseAddress, $0.count) }
            guard count == part.count else { return }
            offset = part.upperBound
        }
    }
}
