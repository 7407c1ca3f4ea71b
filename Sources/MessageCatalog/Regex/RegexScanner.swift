import MailCore

/// The characters of a regular expression, and the pieces of syntax that hold no others.
struct RegexScanner {
    enum GroupKind {
        case capturing, plain
        /// No group: flags for the rest of the one around it.
        case flags
    }

    enum Escape {
        case set(RegexSet)
        case assertion(RegexAssertion)
    }

    private let scalars: [Unicode.Scalar]
    private var index = 0

    init(_ source: String) {
        scalars = Array(source.unicodeScalars)
    }

    /// Of the scalar taken last, counted from 1.
    var position: Int { index }

    func error(_ message: String, at position: Int) -> RegularExpression.SyntaxError {
        RegularExpression.SyntaxError(position: position, message: message)
    }

    mutating func next() -> Unicode.Scalar? {
        guard index < scalars.count else { return nil }
        defer { index += 1 }
        return scalars[index]
    }

    mutating func takes(_ text: String) -> Bool {
        guard scalars[index...].starts(with: text.unicodeScalars) else { return false }
        index += text.unicodeScalars.count
        return true
    }

    /// What stands up to an end, which is taken too.
    private mutating func text(upTo end: Unicode.Scalar) -> String? {
        guard let stop = scalars[index...].firstIndex(of: end) else { return nil }
        defer { index = stop + 1 }
        return String(String.UnicodeScalarView(scalars[index..<stop]))
    }

    /// `n}`, `n,}` or `n,m}` behind a brace; `nil`, and nothing taken, when the brace is only a brace.
    mutating func counts() throws(RegularExpression.SyntaxError) -> (Int, Int?)? {
        let start = index
        guard let text = text(upTo: "}") else { return nil }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let numbers = parts.map { $0.allSatisfy { $0.isASCII && $0.isNumber } ? Int($0) : nil }
        guard parts.count <= 2, let low = numbers.first ?? nil,
            parts.count == 1 || parts[1].isEmpty || numbers[1] != nil
        else {
            index = start
            return nil
        }
        let high: Int? = parts.count == 1 ? low : numbers[1]
        guard low <= high ?? low, max(low, high ?? low) <= Limits.regexRepeats else {
            throw error("repeats are at most \(Limits.regexRepeats), the lower first", at: start)
        }
        return (low, high)
    }

    /// What follows an opening parenthesis: a group, named or not, or flags for the rest of the one it stands in.
    mutating func groupStart(
        _ flags: RegexParser.Flags
    ) throws(RegularExpression.SyntaxError) -> (RegexParser.Flags, GroupKind) {
        guard takes("?") else { return (flags, .capturing) }
        let start = index
        if takes("P<") || takes("<") {
            guard let name = text(upTo: ">"), !name.isEmpty else {
                throw error("the name of the group is missing", at: start)
            }
            return (flags, .capturing)
        }
        var (flags, isOn) = (flags, true)
        while let flag = next() {
            switch flag {
            case "i": flags.ignoresCase = isOn
            case "m": flags.isMultiline = isOn
            case "s": flags.dotTakesLineEnds = isOn
            case "-": isOn = false
            case ":": return (flags, .plain)
            case ")": return (flags, .flags)
            default: throw error("(?\(flag) is not supported", at: index)
            }
        }
        throw error("the parenthesis is not closed", at: start)
    }

    mutating func escape() throws(RegularExpression.SyntaxError) -> Escape {
        let start = index
        guard let letter = next() else { throw error("the expression ends in a backslash", at: start) }
        switch letter {
        case "A": return .assertion(.textStart)
        case "z": return .assertion(.textEnd)
        case "b": return .assertion(.wordBoundary)
        case "B": return .assertion(.notWordBoundary)
        default: return .set(try set(escaped: letter))
        }
    }

    private mutating func set(
        escaped letter: Unicode.Scalar
    ) throws(RegularExpression.SyntaxError) -> RegexSet {
        switch letter {
        case "d": return .digit
        case "D": return RegexSet.digit.negated
        case "s": return .space
        case "S": return RegexSet.space.negated
        case "w": return .word
        case "W": return RegexSet.word.negated
        case "p", "P":
            let name = takes("{") ? text(upTo: "}") : next().map { String($0) }
            guard let name, (1...2).contains(name.count), "LMNPSZC".contains(name.prefix(1)) else {
                throw error("\\\(letter) wants a category, as in \\pL or \\p{Lu}", at: index)
            }
            return RegexSet(category: name, isNegated: letter == "P")
        default:
            let scalar = try scalar(escaped: letter)
            return RegexSet(ranges: [scalar...scalar])
        }
    }

    private mutating func scalar(escaped letter: Unicode.Scalar) throws(RegularExpression.SyntaxError) -> UInt32 {
        let controls: [Unicode.Scalar: UInt32] = ["a": 7, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11]
        if let control = controls[letter] { return control }
        if letter == "x" {
            let digits = takes("{") ? text(upTo: "}") : [next(), next()].compactMap { $0.map { String($0) } }.joined()
            guard let digits, let value = UInt32(digits, radix: 16), Unicode.Scalar(value) != nil else {
                throw error("\\x wants two hexadecimal digits, or more in braces", at: index)
            }
            return value
        }
        guard !letter.properties.isAlphabetic, letter.properties.numericType == nil else {
            throw error("\\\(letter) is not supported", at: index)
        }
        return letter.value
    }

    /// Behind an opening bracket.
    mutating func bracketClass() throws(RegularExpression.SyntaxError) -> RegexSet {
        let start = index
        var set = RegexSet()
        set.isNegated = takes("^")
        var isFirst = true
        while let scalar = next() {
            if scalar == "]", !isFirst { return set }
            isFirst = false
            if scalar == "[", takes(":") {
                let isNegated = takes("^")
                guard let name = text(upTo: ":"), takes("]"), let member = RegexSet.named[name] else {
                    throw error("no class has that name", at: index)
                }
                set.members.append(isNegated ? member.negated : member)
                continue
            }
            guard let low = try member(scalar, into: &set) else { continue }
            guard index + 1 < scalars.count, scalars[index] == "-", scalars[index + 1] != "]" else {
                set.ranges.append(low...low)
                continue
            }
            index += 1
            guard let end = next(), let high = try member(end, into: &set), low <= high else {
                throw error("the range is the wrong way round", at: index)
            }
            set.ranges.append(low...high)
        }
        throw error("the bracket is not closed", at: start)
    }

    /// One scalar of a class; `nil` when it was a set, which is taken in.
    private mutating func member(
        _ scalar: Unicode.Scalar, into set: inout RegexSet
    ) throws(RegularExpression.SyntaxError) -> UInt32? {
        guard scalar == "\\" else { return scalar.value }
        guard let letter = next() else { throw error("the expression ends in a backslash", at: index) }
        let escaped = try self.set(escaped: letter)
        if !escaped.isNegated, escaped.category == nil, escaped.ranges.count == 1, let range = escaped.ranges.first,
            range.count == 1
        {
            return range.lowerBound
        }
        set.members.append(escaped)
        return nil
    }
}
