/// How one list of lines becomes another: the shortest way, by Myers' greedy algorithm ("An O(ND) Difference Algorithm
/// and Its Variations", 1986). Lists that have little in common are one replacement, so that time stays bounded.
enum LineDifference {
    enum Step: Hashable, Sendable {
        case same(String)
        case removed(String)
        case added(String)
    }

    /// Removals and additions that are looked for.
    private static let reach = 1_500

    static func steps(from old: [String], to new: [String]) -> [Step] {
        var start = 0
        while start < old.count, start < new.count, old[start] == new[start] { start += 1 }
        var end = 0
        while end < old.count - start, end < new.count - start, old[old.count - 1 - end] == new[new.count - 1 - end] {
            end += 1
        }
        let middle = between(Array(old[start..<(old.count - end)]), Array(new[start..<(new.count - end)]))
        return old[..<start].map(Step.same) + middle + old[(old.count - end)...].map(Step.same)
    }

    private static func between(_ old: [String], _ new: [String]) -> [Step] {
        guard !old.isEmpty, !new.isEmpty, let trace = trace(old, new) else {
            return old.map(Step.removed) + new.map(Step.added)
        }
        var steps: [Step] = []
        var (x, y) = (old.count, new.count)
        for distance in stride(from: trace.count - 1, through: 0, by: -1) {
            let furthest = trace[distance]
            let k = x - y
            let isDown = k == -distance || (k != distance && furthest.at(k - 1) < furthest.at(k + 1))
            let previous = isDown ? k + 1 : k - 1
            let fromX = furthest.at(previous)
            let fromY = fromX - previous
            while x > fromX, y > fromY, x > 0, y > 0 {
                steps.append(.same(old[x - 1]))
                (x, y) = (x - 1, y - 1)
            }
            guard distance > 0 else { break }
            steps.append(isDown ? .added(new[y - 1]) : .removed(old[x - 1]))
            (x, y) = (fromX, fromY)
        }
        return steps.reversed()
    }

    /// For each number of edits, how far each diagonal is reached with one less.
    private struct Reached {
        let distance: Int
        let values: [Int]

        func at(_ diagonal: Int) -> Int {
            let index = diagonal + distance
            return values.indices.contains(index) ? values[index] : 0
        }
    }

    private static func trace(_ old: [String], _ new: [String]) -> [Reached]? {
        var trace: [Reached] = []
        var reached = Reached(distance: 1, values: [0, 0, 0])
        for distance in 0...min(old.count + new.count, reach) {
            trace.append(reached)
            var next = [Int](repeating: 0, count: 2 * distance + 1)
            for k in stride(from: -distance, through: distance, by: 2) {
                let isDown = k == -distance || (k != distance && reached.at(k - 1) < reached.at(k + 1))
                var x = isDown ? reached.at(k + 1) : reached.at(k - 1) + 1
                while x < old.count, x - k < new.count, x - k >= 0, old[x] == new[x - k] { x += 1 }
                next[k + distance] = x
                if x >= old.count, x - k >= new.count { return trace }
            }
            reached = Reached(distance: distance, values: next)
        }
        return nil
    }
}
