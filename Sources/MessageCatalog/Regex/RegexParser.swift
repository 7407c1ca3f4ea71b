import MailCore

/// Compiles the syntax of RE2 piece by piece; groups stand on a stack of their own.
struct RegexParser {
    typealias Code = [RegexInstruction]

    struct Flags {
        var ignoresCase = true
        var isMultiline = false
        var dotTakesLineEnds = false
    }

    /// What an open group, or the expression itself, holds so far.
    private struct Group {
        var branches: [Code] = []
        var sequence: Code = []
        /// The last atom, which a quantifier may follow.
        var atom: Code?
        var flags: Flags
        var position: Int
        var isCaptured = false

        mutating func endAtom() {
            sequence += atom ?? []
            atom = nil
        }
    }

    var scanner: RegexScanner
    private var groups: [Group] = []
    private var hasCapture = false

    init(_ source: String) {
        scanner = RegexScanner(source)
    }

    mutating func parse() throws(RegularExpression.SyntaxError) -> Code {
        groups = [Group(flags: Flags(), position: 1)]
        while let character = scanner.next() {
            switch character {
            case "(": try open()
            case ")": try close()
            case "|":
                top.endAtom()
                top.branches.append(top.sequence)
                top.sequence = []
            case "*", "+", "?": try quantify(character == "+" ? 1 : 0, character == "?" ? 1 : nil)
            case "{":
                if let (low, high) = try scanner.counts() { try quantify(low, high) } else { literal("{") }
            case "[": atom(try scanner.bracketClass())
            case ".": atom(top.flags.dotTakesLineEnds ? .any : .anyOnLine)
            case "^": assertion(top.flags.isMultiline ? .lineStart : .textStart)
            case "$": assertion(top.flags.isMultiline ? .lineEnd : .textEnd)
            case "\\": try escape()
            default: literal(character)
            }
        }
        guard groups.count == 1 else { throw scanner.error("the parenthesis is not closed", at: top.position) }
        return finish()
    }

    private var top: Group {
        get { groups[groups.count - 1] }
        set { groups[groups.count - 1] = newValue }
    }

    private mutating func literal(_ scalar: Unicode.Scalar) { atom(RegexSet(ranges: [scalar.value...scalar.value])) }

    private mutating func atom(_ set: RegexSet) {
        var set = set
        set.ignoresCase = top.flags.ignoresCase
        top.endAtom()
        top.atom = [.scalar(set)]
    }

    private mutating func assertion(_ assertion: RegexAssertion) {
        top.endAtom()
        top.atom = [.assert(assertion)]
    }

    private mutating func escape() throws(RegularExpression.SyntaxError) {
        switch try scanner.escape() {
        case .set(let set): atom(set)
        case .assertion(let kind): assertion(kind)
        }
    }

    private mutating func open() throws(RegularExpression.SyntaxError) {
        let position = scanner.position
        guard groups.count < Limits.regexNesting else { throw scanner.error("too many groups", at: position) }
        let (flags, kind) = try scanner.groupStart(top.flags)
        guard kind != .flags else {
            top.flags = flags
            return
        }
        top.endAtom()
        let isCaptured = kind == .capturing && !hasCapture
        hasCapture = hasCapture || isCaptured
        groups.append(Group(flags: flags, position: position, isCaptured: isCaptured))
    }

    private mutating func close() throws(RegularExpression.SyntaxError) {
        guard groups.count > 1 else { throw scanner.error("no parenthesis is open", at: scanner.position) }
        let code = finish()
        let isCaptured = groups.removeLast().isCaptured
        top.atom = isCaptured ? [.groupStart] + code + [.groupEnd] : code
    }

    /// The innermost group as one piece.
    private mutating func finish() -> Code {
        top.endAtom()
        return top.branches.reversed().reduce(top.sequence) { rest, branch in
            [.split(1, branch.count + 2)] + branch + [.jump(rest.count + 1)] + rest
        }
    }

    private mutating func quantify(_ low: Int, _ high: Int?) throws(RegularExpression.SyntaxError) {
        let position = scanner.position
        guard let atom = top.atom else { throw scanner.error("there is nothing to repeat", at: position) }
        let isLazy = scanner.takes("?")
        let copies = max(low, high ?? low + 1)
        let size = copies.multipliedReportingOverflow(by: atom.count + 2)
        guard copies <= Limits.regexRepeats, !size.overflow,
            top.sequence.count + size.partialValue <= Limits.regexInstructions
        else { throw scanner.error("that repeats too much", at: position) }
        func split(_ once: Int, _ past: Int) -> RegexInstruction { isLazy ? .split(past, once) : .split(once, past) }
        var code: Code = []
        for _ in 0..<low { code += atom }
        if let high {
            // Each further copy stands within the one before: x?, (x(x)?)?, …
            var optional: Code = []
            for _ in low..<high { optional = [split(1, atom.count + optional.count + 1)] + atom + optional }
            code += optional
        } else {
            code += [split(1, atom.count + 2)] + atom + [.jump(-(atom.count + 1))]
        }
        top.sequence += code
        top.atom = nil
        guard top.sequence.count <= Limits.regexInstructions else {
            throw scanner.error("the expression is too large", at: position)
        }
    }
}
