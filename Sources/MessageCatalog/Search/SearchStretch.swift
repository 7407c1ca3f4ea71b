import MailCore

/// Neighbouring messages of a list, which are searched by one thread.
struct SearchStretch: Sendable {
    private struct Part: Sendable {
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
    /// - Parameter step: Told how many messages are decided, and of one that matches; `false` ends the search.
    /// - Returns: `false` when it was ended.
    func search(_ matches: (Summary) -> Bool, _ step: (_ tested: Int, _ found: Summary?) -> Bool) -> Bool {
        var tested = 0
        for part in parts {
            var place = part.summaries.endIndex
            var candidates = part.candidates
            while place > 0 {
                if let next = candidates?.popFirst() {
                    while place > 0, part.summaries[place - 1].id > next { place -= 1 }
                    guard place > 0 else { break }
                    // A message that a wider search found and that is gone.
                    if part.summaries[place - 1].id != next { continue }
                } else if candidates != nil {
                    break
                }
                place -= 1
                let isFound = matches(part.summaries[place])
                guard step(tested + part.summaries.count - place, isFound ? part.summaries[place] : nil) else {
                    return false
                }
            }
            tested += part.summaries.count
        }
        return true
    }
}
