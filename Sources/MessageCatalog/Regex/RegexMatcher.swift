/// Runs a compiled expression over a text, all its threads side by side: each step is looked at once per scalar.
struct RegexMatcher {
    struct Match {
        var whole: Range<Int>
        /// Of the first group that was given a place; `nil` when there is none or it took no part.
        var group: Range<Int>?
    }

    private struct Thread {
        var step: Int
        /// Where its match began.
        var start: Int
        var groupStart: Int?
        var groupEnd: Int?

        func at(_ step: Int) -> Thread {
            var thread = self
            thread.step = step
            return thread
        }

        func match(endingAt end: Int) -> Match {
            guard let groupStart, let groupEnd, groupStart <= groupEnd else { return Match(whole: start..<end) }
            return Match(whole: start..<end, group: groupStart..<groupEnd)
        }
    }

    private let program: [RegexInstruction]
    /// At the position to come, in order of priority.
    private var next: [Thread] = []
    /// For each step, the position at which it was last added.
    private var added: [Int]
    private var pending: [Thread] = []

    init(program: [RegexInstruction]) {
        self.program = program
        added = [Int](repeating: -1, count: program.count)
    }

    mutating func firstMatch(in text: [Unicode.Scalar]) -> Match? {
        var found: Match?
        add(Thread(step: 0, start: 0), at: 0, in: text)
        for position in 0...text.count where found == nil || !next.isEmpty {
            let threads = next
            next.removeAll(keepingCapacity: true)
            running: for thread in threads {
                switch program[thread.step] {
                case .scalar(let set):
                    guard position < text.count, set.contains(text[position]) else { continue }
                    add(thread.at(thread.step + 1), at: position + 1, in: text)
                case .match:
                    found = thread.match(endingAt: position)
                    // The threads after one that matched are worth less than it.
                    break running
                case .split, .jump, .assert, .groupStart, .groupEnd:
                    continue
                }
            }
            // Behind all others: a match that begins later is worth less.
            if found == nil, position < text.count {
                add(Thread(step: 0, start: position + 1), at: position + 1, in: text)
            }
        }
        return found
    }

    /// Follows what needs no scalar, in order of priority, without recursion.
    private mutating func add(_ thread: Thread, at position: Int, in text: [Unicode.Scalar]) {
        pending.append(thread)
        while var thread = pending.popLast() {
            let step = thread.step
            guard added[step] != position else { continue }
            added[step] = position
            switch program[step] {
            case .jump(let distance):
                pending.append(thread.at(step + distance))
            case .split(let first, let second):
                pending.append(thread.at(step + second))
                pending.append(thread.at(step + first))
            case .groupStart:
                (thread.groupStart, thread.groupEnd) = (position, nil)
                pending.append(thread.at(step + 1))
            case .groupEnd:
                thread.groupEnd = position
                pending.append(thread.at(step + 1))
            case .assert(let assertion):
                let before = position > 0 ? text[position - 1] : nil
                let after = position < text.count ? text[position] : nil
                if assertion.holds(before, after) { pending.append(thread.at(step + 1)) }
            case .scalar, .match:
                next.append(thread)
            }
        }
    }
}
