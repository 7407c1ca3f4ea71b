import MailCore
import MessageStore

/// Neighbouring messages of a list, which are searched by one thread.
struct SearchStretch: Sendable {
    fileprivate struct Part: Sendable {
        /// Oldest first.
        var summaries: [Summary]
        /// Those that may match, newest first; `nil` for all.
        var candidates: ArraySlice<MessageID>?
    }

    /// Of what a search can share out, the first is small: most often it says enough.
    private static let partsPerStretch = 8

    private var parts: [Part] = []
    /// Messages.
    private(set) var count = 0

    /// The whole list, the newest stretch first.
    ///
    /// - Parameter earlier: What a wider search has found.
    static func all(of messages: SummaryList, after earlier: Search.Outcome?) -> [SearchStretch] {
        var left = earlier?.found[...] ?? []
        var stretches: [SearchStretch] = []
        for run in messages.runs(sharedWith: earlier?.messages) {
            guard let oldest = run.summaries.first?.id else { continue }
            var part = Part(summaries: run.summaries, candidates: nil)
            let next = left.firstIndex { $0 < oldest } ?? left.endIndex
            if run.isShared { part.candidates = left[..<next] }
            left = left[next...]
            let isFull = stretches.last.map { $0.parts.count == (stretches.count == 1 ? 1 : partsPerStretch) } ?? true
            if isFull { stretches.append(SearchStretch()) }
            stretches[stretches.count - 1].parts.append(part)
            stretches[stretches.count - 1].count += run.summaries.count
        }
        return stretches
    }

    /// The newest first.
    ///
    /// - Parameters:
    ///   - needle: What every match holds.
    ///   - step: Told how many messages are decided, and of one that matches; `false` ends the search.
    /// - Returns: `false` when it was ended.
    func search(
        for needle: Needle?, _ matches: (Summary) -> Bool, _ step: (_ tested: Int, _ found: MessageID?) -> Bool
    ) -> Bool {
        var tested = 0
        for part in parts {
            let summaries = part.summaries
            for (place, answer) in part.places(for: needle) {
                let isFound = answer ?? matches(summaries[place])
                guard step(tested + summaries.count - place, isFound ? summaries[place].id : nil) else { return false }
            }
            tested += summaries.count
        }
        return true
    }
}

extension SearchStretch.Part {
    /// Where a message stands that may match, and whether it does, as far as is known.
    fileprivate typealias Place = (place: Int, answer: Bool?)

    /// The newest first, without those of which it is known that they do not match.
    fileprivate func places(for needle: Needle?) -> [Place] {
        let places = candidates.map(places(of:)) ?? summaries.indices.reversed()
        // What is looked through is all that lies between the first and the last.
        guard let needle, places.count * Self.fewest > summaries.count else { return places.map { ($0, nil) } }
        var found: [Place] = []
        var rest = places[...]
        while let first = rest.first {
            let index = summaries[first].index
            let group = rest.prefix { summaries[$0].index === index }
            rest = rest[group.endIndex...]
            found += answers(of: group, in: index, to: needle)
        }
        return found
    }

    /// The part of the messages from which on a look through all texts costs less than one into each.
    private static let fewest = 4

    /// A message that a wider search found may be gone.
    private func places(of candidates: ArraySlice<MessageID>) -> [Int] {
        var (places, place) = ([Int](), summaries.endIndex)
        for candidate in candidates {
            while place > 0, summaries[place - 1].id > candidate { place -= 1 }
            guard place > 0 else { break }
            if summaries[place - 1].id == candidate { places.append(place - 1) }
        }
        return places
    }

    private func answers(of places: ArraySlice<Int>, in index: SegmentIndex?, to needle: Needle) -> [Place] {
        let rows = places.map { Int(summaries[$0].row) }
        guard let index, let first = rows.min(), let last = rows.max(),
            let answers = index.answers(of: first...last, to: needle)
        else { return places.map { ($0, nil) } }
        return zip(places, rows).compactMap { place, row in
            // Of a message that was not read, the texts are not its own.
            if summaries[place].isBare { return (place, nil) }
            let answer = answers[row - first]
            return answer == false ? nil : (place, answer)
        }
    }
}
