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
    /// For each step, the position at which it was last added, counted over all texts.
    private var added: [Int]
    /// Positions of the texts before.
    private var passed = 0
    private var pending: [Thread] = []

    init(program: [RegexInstruction]) {
        self.program = program
        added = [Int](repeating: -1, count: program.count)
    }

    /// The first that begins at `start` or later; what stands before that is looked back at only.
    mutating func firstMatch(in text: [Unicode.Scalar], from start: Int = 0) -> Match? {
        var found: Match?
        passed += text.count + 2
        next.removeAll(keepingCapacity: true)
        add(Thread(step: 0, start: start), at: start, in: text)
        for position in start...text.count {
            if found != nil, next.isEmpty { break }
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
            guard added[step] != passed + position else { continue }
            added[step] = passed + position
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
