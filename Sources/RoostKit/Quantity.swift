/// Sizes and durations as options take them.
package enum Quantity {
    /// Octets of `4096`, `100k`, `2M`, `1G`, 1024-based.
    package static func octets(_ text: String) -> Int? {
        let units: [Character: Int] = ["k": 1 << 10, "m": 1 << 20, "g": 1 << 30]
        guard let last = text.last else { return nil }
        guard let unit = units[Character(last.lowercased())] else { return Int(text).flatMap { $0 < 0 ? nil : $0 } }
        guard let number = Int(text.dropLast()), number >= 0 else { return nil }
        let (product, overflow) = number.multipliedReportingOverflow(by: unit)
        return overflow ? nil : product
    }

    /// Milliseconds of `500ms`, `10s`, `5m`, `2h`, `7d`.
    package static func milliseconds(_ text: String) -> Int64? {
        let units: [(suffix: String, factor: Int64)] = [
            ("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
        ]
        for unit in units where text.hasSuffix(unit.suffix) {
            guard let number = Int64(text.dropLast(unit.suffix.count)), number >= 0 else { continue }
            let (product, overflow) = number.multipliedReportingOverflow(by: unit.factor)
            return overflow ? nil : product
        }
        return nil
    }
}
