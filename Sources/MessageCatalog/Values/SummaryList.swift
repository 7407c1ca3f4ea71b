package import MailCore

/// The summaries of a snapshot, by id, oldest first.
///
/// Kept in chunks of neighbouring ids, so that taking a copy is O(1) and a change after that copies one chunk,
/// not the list.
package struct SummaryList: RandomAccessCollection, Sendable, Equatable {
    private static let idsPerChunk: UInt64 = 512

    private struct Chunk: Sendable, Equatable {
        var number: UInt64
        /// How many summaries stand in the chunks before this one.
        var start: Int
        var summaries: [Summary]
    }

    private var chunks: [Chunk] = []
    package private(set) var count = 0

    package init() {}

    package init(_ summaries: some Sequence<Summary>) {
        for summary in summaries { put(summary) }
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { count }

    package subscript(position: Int) -> Summary {
        precondition(indices.contains(position), "position out of range")
        let chunk = chunks[lowerBound(chunks) { $0.start <= position } - 1]
        return chunk.summaries[position - chunk.start]
    }

    /// The summary of an id. Setting inserts or replaces it, setting `nil` removes it.
    package subscript(id: MessageID) -> Summary? {
        get {
            let (chunk, slot) = place(of: id)
            guard chunk < chunks.count, slot < chunks[chunk].summaries.count, chunks[chunk].summaries[slot].id == id
            else { return nil }
            return chunks[chunk].summaries[slot]
        }
        set {
            let (chunk, slot) = place(of: id)
            let number = id.rawValue / Self.idsPerChunk
            let isThere = self[id] != nil
            switch (newValue, isThere) {
            case (let summary?, true):
                chunks[chunk].summaries[slot] = summary
            case (let summary?, false):
                if chunk == chunks.count || chunks[chunk].number != number {
                    let start = chunk == chunks.count ? count : chunks[chunk].start
                    chunks.insert(Chunk(number: number, start: start, summaries: []), at: chunk)
                }
                chunks[chunk].summaries.insert(summary, at: slot)
                shift(after: chunk, by: 1)
            case (nil, true):
                chunks[chunk].summaries.remove(at: slot)
                shift(after: chunk, by: -1)
                if chunks[chunk].summaries.isEmpty { chunks.remove(at: chunk) }
            case (nil, false):
                break
            }
        }
    }

    package func contains(_ id: MessageID) -> Bool {
        let (chunk, slot) = place(of: id)
        return chunk < chunks.count && slot < chunks[chunk].summaries.count && chunks[chunk].summaries[slot].id == id
    }

    /// Neighbouring summaries, as another list may have them too.
    struct Run {
        /// Oldest first.
        var summaries: [Summary]
        /// Whether the other list has these very summaries.
        var isShared: Bool
    }

    /// The summaries in runs, the newest run first.
    func runs(sharedWith other: SummaryList?) -> some Sequence<Run> {
        chunks.reversed().lazy.map { chunk in
            Run(summaries: chunk.summaries, isShared: other?.holds(chunk) ?? false)
        }
    }

    /// Whether the very same memory stands there: nobody can have changed it, for then it would have been copied.
    private func holds(_ chunk: Chunk) -> Bool {
        let place = lowerBound(chunks) { $0.number < chunk.number }
        guard place < chunks.count, chunks[place].summaries.count == chunk.summaries.count else { return false }
        return chunks[place].summaries.withUnsafeBufferPointer { mine in
            chunk.summaries.withUnsafeBufferPointer { $0.baseAddress == mine.baseAddress }
        }
    }

    /// Inserts or replaces a summary.
    package mutating func put(_ summary: Summary) {
        if !append(summary) { self[summary.id] = summary }
    }

    /// The position of the first summary whose id is not below `id`; `endIndex` when there is none.
    package func position(notBelow id: MessageID) -> Int {
        let (chunk, slot) = place(of: id)
        return chunk < chunks.count ? chunks[chunk].start + slot : count
    }

    /// `false` unless it belongs behind all others, in the last chunk.
    private mutating func append(_ summary: Summary) -> Bool {
        // In place: a copy of a chunk or a summary costs more than all else here.
        let last = chunks.count - 1
        guard last >= 0, chunks[last].number == summary.id.rawValue / Self.idsPerChunk else { return false }
        let end = chunks[last].summaries.count - 1
        guard end >= 0, chunks[last].summaries[end].id < summary.id else { return false }
        chunks[last].summaries.append(summary)
        count += 1
        return true
    }

    private mutating func shift(after chunk: Int, by difference: Int) {
        count += difference
        for later in chunks.indices[(chunk + 1)...] { chunks[later].start += difference }
    }

    /// The chunk that holds or would hold an id, and the slot in it.
    private func place(of id: MessageID) -> (chunk: Int, slot: Int) {
        let number = id.rawValue / Self.idsPerChunk
        let chunk = lowerBound(chunks) { $0.number < number }
        guard chunk < chunks.count, chunks[chunk].number == number else { return (chunk, 0) }
        return (chunk, lowerBound(chunks[chunk].summaries) { $0.id < id })
    }
}

/// The first position at which `isBelow` is false, in a collection where it holds for a prefix only.
private func lowerBound<Element>(_ elements: [Element], _ isBelow: (Element) -> Bool) -> Int {
    var (low, high) = (0, elements.count)
    while low < high {
        let middle = (low + high) / 2
        if isBelow(elements[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
}
