import MailCore
import Testing

@testable import MessageCatalog
@testable import MessageStore

@Suite struct IndexVersionTests {
    /// An index of another version, or of a Roost that calls its checks otherwise, sound in itself.
    @Test(arguments: [8, 56])
    func whatAnotherRoostWroteIsNotTaken(offset: Int) throws {
        let library = Library()
        let store = try library.open()
        _ = try store.append((1...5).map { message("Subject: \($0)\r\n\r\nneedle \($0)\r\n") })
        let truth = try library.read(store).rows
        let path = try #require(library.indexes.first)
        let bytes = try library.bytes(path)
        var other = bytes
        other[offset] ^= 1
        let end = IndexHeader.size - 8
        let checksum = other[..<end].withUnsafeBytes { IndexChecksum.of($0) }
        for place in 0..<8 { other[end + place] = UInt8(truncatingIfNeeded: checksum >> UInt64(8 * place)) }
        try library.write(other, to: path)
        #expect(SegmentIndex(other.withUnsafeBytes { Octets(copying: $0) }) == nil)
        var state = try CatalogState(store: store)
        while try state.readLog() {}
        #expect(state.unreadCount == 5)
        try state.readAll()
        #expect(state.rows == truth)
        #expect(try state.ids("body:needle") == [5, 4, 3, 2, 1])
        state.extendIndexes(behind: 1)
        #expect(try library.bytes(path) == bytes)
    }
}
