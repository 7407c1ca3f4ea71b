import Glibc
import MailCore
import SystemPackage

/// The directory of a store: made, looked at before it is trusted, and named in.
struct StoreDirectory: Sendable {
    let path: FilePath
    let createsMissing: Bool
    let io: FileIO
    /// Whom this process acts as.
    let user: @Sendable () -> UInt32

    /// What tells a store that has no segment yet from a directory of something else.
    private static let others = [
        "lock", "fronts", "listener", "listener.json", "compact.lock", "index.lock", "reserve", "ephemeral",
    ]

    var lock: FilePath { path.appending("lock") }
    /// Held exclusively by the one listener of the store.
    var listener: FilePath { path.appending("listener") }

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
        if isOthers(status), createsMissing {
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

    /// Saves octets of a segment in a file of their own, `torn-00000001-OFFSET-TIME`.
    func keep(_ range: Range<Int>, of file: SegmentFile, as word: String, at time: Timestamp) throws(StoreError) {
        let number = padded(String(file.name.number), to: 8)
        let path = path.appending("\(word)-\(number)-\(range.lowerBound)-\(time.microseconds)")
        do throws(Errno) {
            let copy = try io.create(path)
            defer { closeFile(copy) }
            var offset = range.lowerBound
            while offset < range.upperBound {
                let part = offset..<min(offset + 1024 * 1024, range.upperBound)
                guard let octets = try? file.octets(part), octets.bytes.count == part.count else { throw .ioError }
                try octets[0..<part.count].withBytes { bytes throws(Errno) in
                    let vector = iovec(
                        iov_base: UnsafeMutableRawPointer(mutating: bytes.baseAddress), iov_len: bytes.count)
                    let count = try io.write(copy, [vector], part.lowerBound - range.lowerBound)
                    guard count == bytes.count else { throw .noSpace }
                }
                offset = part.upperBound
            }
            try io.sync(copy)
        } catch {
            throw StoreError(error, "cannot write \(path)")
        }
    }

    /// Whether it may be read and nothing else: it belongs to another user, who is not root.
    var isReadOnly: Bool {
        guard let status = try? FileStatus(of: path) else { return false }
        return isOthers(status)
    }

    private func isOthers(_ status: FileStatus) -> Bool {
        status.owner != user() && status.owner != 0
    }

    private var reserve: FilePath { path.appending("reserve") }

    /// Sets room aside that is given up on a full disk; false when there is none to set aside.
    func makeReserve() -> Bool {
        if let status = try? FileStatus(of: reserve), status.size == Limits.reserve { return true }
        _ = giveUpReserve()
        do throws(Errno) {
            let descriptor = try io.create(reserve)
            defer { closeFile(descriptor) }
            try io.allocate(descriptor, Limits.reserve)
            return true
        } catch {
            _ = giveUpReserve()
            return false
        }
    }

    /// Whether there was any.
    func giveUpReserve() -> Bool {
        (try? io.remove(reserve)) != nil
    }
}
