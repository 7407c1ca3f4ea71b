/// The number of a captured message: counts up from 1 within a store, is never reused, and is what people type.
package struct MessageID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package var rawValue: UInt64

    package init(_ rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// Reads decimal digits; `nil` for anything else, and for 0, which is no message.
    package init?(_ text: some StringProtocol) {
        guard let value = UInt64(text), value > 0 else { return nil }
        self.init(value)
    }

    package var description: String { String(rawValue) }

    package static func < (left: MessageID, right: MessageID) -> Bool { left.rawValue < right.rawValue }
}
