import Foundation
import Testing

@testable import RoostKit

@Suite struct JSONWriterTests {
    /// Against the writer of Foundation, which escapes no more than it must either.
    @Test func stringsAreThoseOfFoundation() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        let scalars = (0...0x2100).compactMap { UnicodeScalar($0) } + ["\u{FEFF}", "\u{FFFD}", "\u{FFFF}", "😀"]
        let text = String(String.UnicodeScalarView(scalars))
        for text in [text, "", "\"", "\\\"a\n", "a/b", "\r\n"] {
            #expect(text.line == String(decoding: try encoder.encode(text), as: UTF8.self))
        }
    }

    @Test func membersStandInTheOrderOfTheirNames() {
        let inner: JSONMembers = ["b": [1, -2], "a": [] as [String]]
        let object: JSONMembers = ["z": true, "inner": inner] + ["absent": String?.none, "n": UInt64.max]
        #expect(object.line == #"{"absent":null,"inner":{"a":[],"b":[1,-2]},"n":18446744073709551615,"z":true}"#)
    }

    @Test func nestedListsAreWritten() {
        #expect([["a"], [], ["b", "c"]].line == #"[["a"],[],["b","c"]]"#)
        #expect(([:] as JSONMembers).line == "{}")
    }
}
