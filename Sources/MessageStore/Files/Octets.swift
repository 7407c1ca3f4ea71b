import Glibc
import SystemPackage

/// Octets of a file in memory: read, or mapped so that they are those of the page cache.
///
/// Unchecked: nothing is written to the memory between the end of an initialiser and `deinit`.
package final class Octets: @unchecked Sendable {
    package let bytes: UnsafeRawBufferPointer
    private let mapping: UnsafeMutableRawBufferPointer?

    static let none = Octets()

    private init() {
        bytes = UnsafeRawBufferPointer(start: nil, count: 0)
        mapping = nil
    }

    package init(copying source: UnsafeRawBufferPointer) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: source.count, alignment: 16)
        buffer.copyMemory(from: source)
        bytes = UnsafeRawBufferPointer(buffer)
        mapping = nil
    }

    /// Octets that are written once, here. Many of them are memory that goes back to the system with this value.
    package init(count: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Void) {
        let isLarge = count >= 128 * 1024
        let base = isLarge ? mmap(nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) : nil
        let buffer: UnsafeMutableRawBufferPointer
        if let base, base != MAP_FAILED {
            buffer = UnsafeMutableRawBufferPointer(start: base, count: count)
            mapping = buffer
        } else {
            buffer = .allocate(byteCount: count, alignment: 16)
            mapping = nil
        }
        fill(buffer)
        bytes = UnsafeRawBufferPointer(buffer)
    }

    /// Reads a range of a file; fewer octets where the file ends in it.
    init(reading descriptor: CInt, _ range: Range<Int>) throws(Errno) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: range.count, alignment: 16)
        do throws(Errno) {
            let count = try readFile(descriptor, at: range.lowerBound, into: buffer)
            bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        } catch {
            buffer.deallocate()
            throw error
        }
        mapping = nil
    }

    /// Maps a range that lies in a file; nobody may cut the file off while this lives.
    init(mapping descriptor: CInt, _ range: Range<Int>) throws(Errno) {
        guard !range.isEmpty else {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            mapping = nil
            return
        }
        let slack = range.lowerBound % Int(getpagesize())
        let length = range.count + slack
        guard let base = mmap(nil, length, PROT_READ, MAP_SHARED, descriptor, range.lowerBound - slack),
            base != MAP_FAILED
        else { throw Errno(rawValue: errno) }
        mapping = UnsafeMutableRawBufferPointer(start: base, count: length)
        bytes = UnsafeRawBufferPointer(start: base + slack, count: range.count)
    }

    deinit {
        if let mapping { munmap(mapping.baseAddress, mapping.count) } else { bytes.deallocate() }
    }

    /// A range of them, which keeps them alive.
    subscript(range: Range<Int>) -> OctetSlice { OctetSlice(owner: self, range: range) }
}

/// A part of ``Octets``.
struct OctetSlice: Sendable {
    fileprivate let owner: Octets
    fileprivate let range: Range<Int>

    var count: Int { range.count }

    func withBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
        defer { withExtendedLifetime(owner) {} }
        return try body(UnsafeRawBufferPointer(rebasing: owner.bytes[range]))
    }
}
