import Glibc
import MailCore
import MessageStore
import SystemPackage

struct Failure: Error {
    var description: String
}

func check(_ result: Int, _ call: String) throws {
    if result < 0 { throw Failure(description: "\(call): \(String(cString: strerror(errno)))") }
}

func check(_ result: CInt, _ call: String) throws { try check(Int(result), call) }

/// Of a clock that only goes forward, in seconds.
func now(_ clock: clockid_t = CLOCK_MONOTONIC) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = now()
    try body()
    return now() - start
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

func milliseconds(_ seconds: Double) -> Double { rounded(seconds * 1_000) }

func open(_ path: FilePath) throws -> Store {
    try Store.open(path, access: .readWrite) {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
    }
}

/// Octets of the segments of a store.
func size(of store: FilePath) -> Int {
    guard let folder = opendir(store.string) else { return 0 }
    defer { closedir(folder) }
    var total = 0
    while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        guard name.hasSuffix(".roost") else { continue }
        var status = stat()
        if stat(store.appending(name).string, &status) == 0 { total += Int(status.st_size) }
    }
    return total
}

/// Octets of this process that no file stands behind.
func anonymousMemory() -> Int {
    guard let file = fopen("/proc/self/status", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, CInt(line.count), file) != nil {
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard text.hasPrefix("RssAnon:") else { continue }
        return (Int(text.filter(\.isNumber)) ?? 0) * 1024
    }
    return 0
}

/// A folder of files and folders of files.
func remove(_ path: FilePath) {
    guard let folder = opendir(path.string) else { return }
    var names: [String] = []
    while let entry = readdir(folder) {
        names.append(
            withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            })
    }
    closedir(folder)
    for name in names where name != "." && name != ".." {
        if unlink(path.appending(name).string) != 0 { remove(path.appending(name)) }
    }
    rmdir(path.string)
}
