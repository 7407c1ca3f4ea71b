import Glibc
import SystemPackage

/// The lock of a store, kept open between appends: whoever holds it writes.
///
/// The file says who held it last, and which segment was written to then: two lines, pid and file name. The name is
/// written before the segment is begun, so an appender that finds its own segment there need not look into the directory.
struct StoreLock: ~Copyable {
    private let path: FilePath
    private let descriptor: CInt
    private let identity: FileIdentity
    /// What the file is known to say, so that nothing is written which stands there.
    private var present: [UInt8] = []

    /// Creates the file when it is missing.
    init(_ path: FilePath) throws(Errno) {
        let descriptor = try openFile(path, O_RDWR | O_CREAT)
        do throws(Errno) {
            identity = try FileStatus(of: descriptor).identity
        } catch {
            closeFile(descriptor)
            throw error
        }
        self.path = path
        self.descriptor = descriptor
    }

    deinit {
        closeFile(descriptor)
    }

    enum Attempt {
        case held
        /// Another holds it.
        case busy
        /// The path names another file now, or none: open it again.
        case replaced
    }

    /// Never waits. Must be released when it was held.
    mutating func attempt() throws(Errno) -> Attempt {
        do throws(Errno) {
            _ = try check { Int(flock(descriptor, LOCK_EX | LOCK_NB)) }
        } catch Errno.wouldBlock {
            return .busy
        }
        guard let now = try? FileStatus(of: path), now.identity == identity else {
            release()
            return .replaced
        }
        present = [UInt8](unsafeUninitializedCapacity: 64) { buffer, count in
            count = max(0, pread(descriptor, buffer.baseAddress, buffer.count, 0))
        }
        return .held
    }

    func release() {
        flock(descriptor, LOCK_UN)
    }

    /// Whether the file names this segment as the one that was written to last.
    func names(_ segment: SegmentName) -> Bool {
        present.dropFirst(Self.pidLine).elementsEqual((segment.description + "\n").utf8)
    }

    /// Writes this process and a segment into the file, when it does not say so already.
    mutating func sign(_ segment: SegmentName?) throws(Errno) {
        let pid = (String(processID()) + String(repeating: " ", count: 10)).utf8.prefix(Self.pidLine - 1)
        let line = Array(pid) + [0x0A] + Array((segment.map { $0.description + "\n" } ?? "").utf8)
        guard present != line else { return }
        guard try check({ pwrite(descriptor, line, line.count, 0) }) == line.count else { throw .ioError }
        present = line
    }

    private static let pidLine = 11

    /// The process that signed a lock file last; `nil` when none did.
    static func holder(of path: FilePath) -> Int32? {
        guard let descriptor = try? openFile(path, O_RDONLY) else { return nil }
        defer { closeFile(descriptor) }
        var bytes = [UInt8](repeating: 0, count: pidLine)
        let count = max(0, bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) })
        return Int32(String(decoding: bytes[..<count].prefix { (0x30...0x39).contains($0) }, as: UTF8.self))
    }
}
