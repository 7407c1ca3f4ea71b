import Glibc
import SystemPackage

/// The system calls that change a store, as values, so that a test can let them fail.
struct FileIO: Sendable {
    /// Whether files may be mapped and changes are announced: not where another machine may change a file.
    var mapsFiles = true
    /// Opens a file that is not there yet, for reading and writing.
    var create: @Sendable (_ path: FilePath) throws(Errno) -> CInt = { path throws(Errno) in
        try openFile(path, O_RDWR | O_CREAT | O_EXCL)
    }
    /// Writes what it can at an offset; the count may be short.
    var write: @Sendable (_ descriptor: CInt, _ vectors: [iovec], _ offset: Int) throws(Errno) -> Int = {
        descriptor, vectors, offset throws(Errno) in
        try check { pwritev(descriptor, vectors, CInt(vectors.count), offset) }
    }
    /// Sets room aside on the disk.
    var allocate: @Sendable (_ descriptor: CInt, _ size: Int) throws(Errno) -> Void = {
        descriptor, size throws(Errno) in
        let error = posix_fallocate(descriptor, 0, size)
        if error != 0 { throw Errno(rawValue: error) }
    }
    /// Whether other machines may change files of a directory, or its changes are not announced.
    var isShared: @Sendable (_ directory: FilePath) -> Bool = { isOnNetwork($0) }
    /// Forces the content of a file to the disk.
    var sync: @Sendable (_ descriptor: CInt) throws(Errno) -> Void = { descriptor throws(Errno) in
        _ = try check { Int(fdatasync(descriptor)) }
    }
    var truncate: @Sendable (_ descriptor: CInt, _ size: Int) throws(Errno) -> Void = {
        descriptor, size throws(Errno) in
        _ = try check { Int(ftruncate(descriptor, size)) }
    }
    /// Puts a file in the place of another, which those who have it open still read.
    var rename: @Sendable (_ from: FilePath, _ to: FilePath) throws(Errno) -> Void = { from, to throws(Errno) in
        _ = try check { from.withPlatformString { from in to.withPlatformString { Int(Glibc.rename(from, $0)) } } }
    }
    var remove: @Sendable (_ path: FilePath) throws(Errno) -> Void = { path throws(Errno) in
        _ = try check { path.withPlatformString { Int(unlink($0)) } }
    }
    /// Makes the names in a directory durable.
    var syncDirectory: @Sendable (_ path: FilePath) throws(Errno) -> Void = { path throws(Errno) in
        let descriptor = try openFile(path, O_RDONLY | O_DIRECTORY)
        defer { close(descriptor) }
        _ = try check { Int(fsync(descriptor)) }
    }
}

/// Repeats a call that a signal interrupted; a negative result is an error.
func check(_ call: () -> Int) throws(Errno) -> Int {
    while true {
        let result = call()
        if result >= 0 { return result }
        let error = Errno(rawValue: errno)
        if error != .interrupted { throw error }
    }
}

/// Which file a path or descriptor names, whatever it is called.
struct FileIdentity: Hashable, Sendable {
    var device: UInt64
    var inode: UInt64
}

struct FileStatus: Sendable {
    var identity: FileIdentity
    var size: Int
    var owner: UInt32
    var permissions: UInt32
    var isDirectory: Bool

    private init(_ status: stat) {
        identity = FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
        size = Int(status.st_size)
        owner = status.st_uid
        permissions = status.st_mode & 0o7777
        isDirectory = status.st_mode & S_IFMT == S_IFDIR
    }

    init(of descriptor: CInt) throws(Errno) {
        var status = stat()
        _ = try check { Int(fstat(descriptor, &status)) }
        self.init(status)
    }

    init(of path: FilePath) throws(Errno) {
        var status = stat()
        _ = try check { path.withPlatformString { Int(stat($0, &status)) } }
        self.init(status)
    }
}

/// Close-on-exec, and never through a symbolic link in the last component.
func openFile(_ path: FilePath, _ flags: CInt, permissions: mode_t = 0o600) throws(Errno) -> CInt {
    CInt(try check { path.withPlatformString { Int(open($0, flags | O_CLOEXEC | O_NOFOLLOW, permissions)) } })
}

/// Reads until the buffer is full or the file ends, and says how much it was.
func readFile(_ descriptor: CInt, at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int {
    var filled = 0
    while filled < buffer.count {
        let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        let count = try check { pread(descriptor, rest.baseAddress, rest.count, offset + filled) }
        if count == 0 { break }
        filled += count
    }
    return filled
}

func createDirectory(_ path: FilePath) throws(Errno) {
    _ = try check { path.withPlatformString { Int(mkdir($0, 0o700)) } }
}

/// The names in a directory, in no order, without `.` and `..`.
func directoryNames(_ path: FilePath) throws(Errno) -> [String] {
    let descriptor = try openFile(path, O_RDONLY | O_DIRECTORY)
    guard let stream = fdopendir(descriptor) else {
        close(descriptor)
        throw Errno(rawValue: errno)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != ".", name != ".." { names.append(name) }
    }
    return names
}

func mayWrite(_ path: FilePath) -> Bool {
    path.withPlatformString { access($0, W_OK | X_OK) == 0 }
}

/// The user this process acts as.
func effectiveUser() -> UInt32 { geteuid() }

func processID() -> Int32 { getpid() }

func closeFile(_ descriptor: CInt) { close(descriptor) }

/// A pause of a thread that has nothing to wait on.
func pause(milliseconds: Int) {
    var time = timespec(tv_sec: milliseconds / 1_000, tv_nsec: milliseconds % 1_000 * 1_000_000)
    var rest = timespec()
    while nanosleep(&time, &rest) == -1, errno == EINTR { time = rest }
}

/// Milliseconds of a clock that only goes forward.
func monotonicMilliseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
}
