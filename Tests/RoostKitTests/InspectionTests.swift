import Foundation
import RoostKit
import Testing

/// A sentence of the contract of `roost inspect`, with a message that shows it.
struct Sentence: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let content: [UInt8]
    /// What the object must say at least, as JSON: members that are not named may be anything.
    let object: String

    init(_ sentence: String, _ content: String, _ object: String) {
        self.init(sentence, bytes: Array(content.utf8), object)
    }

    init(_ sentence: String, bytes: [UInt8], _ object: String) {
        testDescription = sentence
        content = bytes
        self.object = object
    }
}

@Suite struct InspectionTests {
    @Test(arguments: Sentence.ofStructure + Sentence.ofDecoding + Sentence.ofHeaders + Sentence.ofBodies)
    func holds(_ sentence: Sentence) throws {
        let line = InspectionObject(content: sentence.content).line
        let actual = try JSONSerialization.jsonObject(with: Data(line.utf8))
        let expected = try JSONSerialization.jsonObject(with: Data(sentence.object.utf8))
        #expect(Self.agrees(expected, actual), "\(sentence.object) in \(line)")
    }

    private static func agrees(_ expected: Any, _ actual: Any) -> Bool {
        switch (expected, actual) {
        case (let expected as [String: Any], let actual as [String: Any]):
            expected.allSatisfy { key, value in actual[key].map { agrees(value, $0) } ?? false }
        case (let expected as [Any], let actual as [Any]):
            expected.count == actual.count && zip(expected, actual).allSatisfy { agrees($0, $1) }
        case (let expected as NSObject, let actual as NSObject): expected == actual
        default: false
        }
    }
}
