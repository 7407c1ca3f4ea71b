/// Runs a compiled expression over a text, all its threads side by side: each step is looked at once per scalar.
struct RegexMatcher {
    private struct Thread {
        var step: Int
        /// Where its match began.
        var start: Int
    }

    private let program: [RegexInstruction]
    /// At the position to come, in order of priority.
    private var next: [Thread] = []
    /// For each step, the position at which it was last added.
    private var added: [Int]
    private var pending: [Int] = []

    init(program: [RegexInstruction]) {
        self.program = program
        added = [Int](repeating: -1, count: program.count)
    }

    mutating func firstMatch(in text: [Unicode.Scalar]) -> Range<Int>? {
        var found: Range<Int>?
        add(Thread(step: 0, start: 0), at: 0, in: text)
        for position in 0...text.count where found == nil || !next.isEmpty {
            let threads = next
            next.removeAll(keepingCapacity: true)
            running: for thread in threads {
                switch program[thread.step] {
                case .scalar(let set):
                    guard position < text.count, set.contains(text[position]) else { continue }
                    add(Thread(step: thread.step + 1, start: thread.start), at: position + 1, in: text)
                case .match:
                    found = thread.start..<position
                    // The threads after one that matched are worth less than it.
                    break running
                case .split, .jump, .assert:
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
        pending.append(thread.step)
        while let step = pending.popLast() {
            guard added[step] != position else { continue }
            added[step] = position
            switch program[step] {
            case .jump(let distance):
                pending.append(step + distance)
            case .split(let first, let second):
                pending.append(step + second)
                pending.append(step + first)
            case .assert(let assertion):
                let before = position > 0 ? text[position - 1] : nil
                let after = position < text.count ? text[position] : nil
                if assertion.holds(before, after) { pending.append(step + 1) }
            case .scalar, .match:
                next.append(Thread(step: step, start: thread.start))
            }
        }
    }
}
