import MessageStore
import Synchronization

/// The texts of an index file, each block of which is checked when it is first asked for: a search that needs a few of
/// them reads no others, and finds what was checked in the processor's cache.
final class CheckedTexts: Sendable {
    private static let blockSize = 128 * 1024
    private static let checksumSize = 8

    private final class Block: Sendable {
        let isSound = Atomic<Bool>(false)
    }

    private let octets: Octets
    private let range: Range<Int>
    /// Where the checksums begin.
    private let checksums: Int
    private let blocks: [Block]
    private let isDamaged = Atomic<Bool>(false)
    private let damaged: (@Sendable () -> Void)?

    /// - Parameter damaged: Called when a block is found not to be what was written.
    /// - Returns: `nil` when there are not as many checksums as blocks.
    init?(_ octets: Octets, _ header: IndexHeader, damaged: (@Sendable () -> Void)?) {
        let area = IndexHeader.Area.blocks
        guard header.lengths[area.rawValue] == Self.checksumsSize(octets: header.texts.count) else { return nil }
        (self.octets, range, checksums) = (octets, header.texts, header.start(of: area))
        blocks = (0..<Self.blockCount(octets: range.count)).map { _ in Block() }
        self.damaged = damaged
    }

    /// Whether a part of the texts, counted from their start, is what was written, and nothing else was found that is not.
    func areSound(_ part: Range<Int>) -> Bool {
        if isDamaged.load(ordering: .acquiring) { return false }
        guard !part.isEmpty else { return true }
        var number = part.lowerBound / Self.blockSize
        while number * Self.blockSize < part.upperBound {
            if !blocks[number].isSound.load(ordering: .relaxed) {
                guard isSound(number) else {
                    isDamaged.store(true, ordering: .releasing)
                    damaged?()
                    return false
                }
                blocks[number].isSound.store(true, ordering: .relaxed)
            }
            number += 1
        }
        return true
    }

    private func isSound(_ number: Int) -> Bool {
        var reader = IndexReader(octets.bytes, from: checksums + number * Self.checksumSize)
        return reader.number() == IndexChecksum.of(Self.block(number, of: octets.bytes[range]))
    }

    // MARK: Blocks

    static func checksumsSize(octets: Int) -> Int { blockCount(octets: octets) * checksumSize }

    private static func blockCount(octets: Int) -> Int { (octets + blockSize - 1) / blockSize }

    private static func block(_ number: Int, of texts: Slice<UnsafeRawBufferPointer>) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: texts.dropFirst(number * blockSize).prefix(blockSize))
    }

    /// What the area of that name is to hold.
    static func checksums(of texts: Slice<UnsafeRawBufferPointer>) -> [UInt8] {
        var bytes: [UInt8] = []
        for number in 0..<blockCount(octets: texts.count) {
            bytes.append(number: IndexChecksum.of(block(number, of: texts)))
        }
        return bytes
    }
}
