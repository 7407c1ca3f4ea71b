/// What the rules say to one command.
package struct Verdict: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        case accept
        case refuse(Reply)
        /// Close without a word.
        case drop
    }

    package var outcome: Outcome
    /// Milliseconds before the outcome.
    package var delay: Int64
    /// The rule that was used, as it was given.
    package var rule: String?

    package static let accept = Verdict(outcome: .accept, delay: 0, rule: nil)
}

/// The rules of a listener, and how often each was used.
package struct RejectRules: Sendable {
    private let rules: [RejectRule]
    private var uses: [Int]

    package init(_ rules: [RejectRule]) {
        self.rules = rules
        uses = rules.map { _ in 0 }
    }

    package var stages: Set<RejectRule.Stage> { Set(rules.map(\.stage)) }

    /// The first rule decides that speaks about one of the subjects and is not used up.
    package mutating func verdict(at stage: RejectRule.Stage, for subjects: [String]) -> Verdict {
        for (index, rule) in rules.enumerated() where rule.stage == stage && rule.matches(subjects) {
            if let times = rule.times, uses[index] >= times { continue }
            uses[index] += 1
            switch rule.outcome {
            case .refuse(let reply): return Verdict(outcome: .refuse(reply), delay: 0, rule: rule.text)
            case .drop: return Verdict(outcome: .drop, delay: 0, rule: rule.text)
            case .delay(let milliseconds): return Verdict(outcome: .accept, delay: milliseconds, rule: rule.text)
            }
        }
        return .accept
    }
}
