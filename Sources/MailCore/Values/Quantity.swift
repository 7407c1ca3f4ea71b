/// Sizes and durations as options and queries write them.
package enum Quantity {
    /// Octets of `4096`, `100k`, `2M`, `1G`, 1024-based.
    package static func octets(_ text: String) -> Int? {
        number(text.lowercased(), units: [("k", 1 << 10), ("m", 1 << 20), ("g", 1 << 30), ("", 1)]).map { Int($0) }
    }

    /// Milliseconds of what ``microseconds(_:)`` reads.
    package static func milliseconds(_ text: String) -> Int64? { microseconds(text).map { $0 / 1_000 } }

    /// Microseconds of `500ms`, `10s`, `5m`, `2h`, `7d`.
    package static func microseconds(_ text: String) -> Int64? {
        number(
            text.lowercased(),
            units: [
                ("ms", 1_000), ("s", 1_000_000), ("m", 60_000_000), ("h", 3_600_000_000), ("d", 86_400_000_000),
            ])
    }

    private static func number(_ text: String, units: [(suffix: String, factor: Int64)]) -> Int64? {
        for unit in units where text.hasSuffix(unit.suffix) {
            guard let number = Int64(text.dropLast(unit.suffix.count)), number >= 0 else { continue }
            let (product, isOverflow) = number.multipliedReportingOverflow(by: unit.factor)
            return isOverflow ? nil : product
        }
        return nil
    }
}
