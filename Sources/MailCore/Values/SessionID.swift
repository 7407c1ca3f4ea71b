/// Which SMTP session of a store: `4711.57` is the 57th session of the listener whose start is record 4711.
package struct SessionID: Hashable, Sendable, LosslessStringConvertible {
    /// The sequence number of the `listener` record that told the start; 0 outside a listener.
    package var listener: UInt64
    /// Counts the connections of that listener from 1.
    package var number: UInt64

    package init(listener: UInt64, number: UInt64) {
        self.listener = listener
        self.number = number
    }

    package init?(_ description: String) {
        let parts = description.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let listener = UInt64(parts[0]), let number = UInt64(parts[1]) else { return nil }
        self.init(listener: listener, number: number)
    }

    package var description: String { "\(listener).\(number)" }
}
