import MailCore

/// `Path = "<" [ A-d-l ":" ] Mailbox ">"` (RFC 5321 section 4.1.2), as loosely as a relay would take it: dots may stand
/// anywhere in a local-part, and a local-part may stand alone. UTF-8 is taken everywhere (RFC 6531 section 3.3).
enum PathParser {
    /// Reads a path at the start of `text` and removes it; `nil` when there is none.
    static func parse(_ text: inout ArraySlice<UInt8>) -> Path? {
        var scanner = PathScanner(text)
        guard scanner.skip("<") else { return nil }
        let routeStart = scanner.position
        guard let hasRoute = scanner.skipSourceRoute() else { return nil }
        let routeEnd = hasRoute ? scanner.position - 1 : routeStart
        let addressStart = scanner.position
        guard scanner.skipMailbox(isOptional: !hasRoute) else { return nil }
        let addressEnd = scanner.position
        guard scanner.skip(">"), scanner.position - text.startIndex <= Limits.path,
            let route = String(validating: text[routeStart..<routeEnd], as: UTF8.self),
            let address = String(validating: text[addressStart..<addressEnd], as: UTF8.self)
        else { return nil }
        text = text[scanner.position...]
        return Path(address: address, sourceRoute: route)
    }
}

/// Walks over the parts of a path. A control character is a part of none.
private struct PathScanner {
    private let text: ArraySlice<UInt8>
    private(set) var position: Int

    init(_ text: ArraySlice<UInt8>) {
        self.text = text
        position = text.startIndex
    }

    private var next: UInt8? { position < text.endIndex ? text[position] : nil }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    /// `A-d-l ":"`, where `A-d-l = At-domain *( "," At-domain )`. Whether there was one; `nil` when it is malformed.
    mutating func skipSourceRoute() -> Bool? {
        guard next == UInt8(ascii: "@") else { return false }
        repeat {
            guard skip("@"), skipDomain() else { return nil }
        } while skip(",")
        return skip(":") ? true : nil
    }

    /// `Local-part [ "@" ( Domain / address-literal ) ]`, or nothing at all where that is allowed.
    mutating func skipMailbox(isOptional: Bool) -> Bool {
        let start = position
        guard skipLocalPart() else { return false }
        if position == start { return isOptional && next == UInt8(ascii: ">") }
        return skip("@") ? skipDomain() : true
    }

    /// Quoted strings and atoms in any order; false for a quote that is never closed.
    private mutating func skipLocalPart() -> Bool {
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                guard skipQuotedString() else { return false }
            case UInt8(ascii: "\\"):
                guard skipQuotedPair() else { return false }
            case UInt8(ascii: "@"), UInt8(ascii: "<"), UInt8(ascii: ">"), .space:
                return true
            default:
                guard byte.isText else { return true }
                position += 1
            }
        }
        return true
    }

    private mutating func skipQuotedString() -> Bool {
        guard skip("\"") else { return false }
        while let byte = next, byte.isText {
            if byte == UInt8(ascii: "\\") {
                guard skipQuotedPair() else { return false }
            } else {
                position += 1
                if byte == UInt8(ascii: "\"") { return true }
            }
        }
        return false
    }

    private mutating func skipQuotedPair() -> Bool {
        guard skip("\\"), let byte = next, byte.isText else { return false }
        position += 1
        return true
    }

    private mutating func skipDomain() -> Bool {
        let start = position
        if skip("[") {
            while let byte = next, byte.isLiteralText { position += 1 }
            return position > start + 1 && skip("]")
        }
        while let byte = next, byte.isDomainText { position += 1 }
        return position > start
    }
}

extension UInt8 {
    /// Neither a control character nor DEL.
    fileprivate var isText: Bool { self >= .space && self != 0x7F }

    /// What stands between the brackets of an address literal.
    fileprivate var isLiteralText: Bool {
        switch self {
        case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"), .space:
            false
        default: isText
        }
    }

    fileprivate var isDomainText: Bool {
        switch self {
        case UInt8(ascii: "@"), UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: ";"),
            UInt8(ascii: "("), UInt8(ascii: ")"):
            false
        default: isLiteralText
        }
    }
}
