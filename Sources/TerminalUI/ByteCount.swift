/// `1 message`, `2 messages`
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)" + (count == 1 ? "" : "s") }

/// Sizes as rows show them.
enum ByteCount {
    /// In at most six cells: `312`, `48.1K`, `210K`, `3.4M`; K is 1024.
    static func short(_ octets: Int) -> String {
        if octets < 1_000 { return String(max(octets, 0)) }
        var units = ["K", "M", "G", "T"][...]
        var (whole, rest) = (octets / 1_024, octets % 1_024)
        while whole >= 1_024, units.count > 1 {
            (whole, rest) = (whole / 1_024, whole % 1_024)
            units.removeFirst()
        }
        return (whole < 100 ? "\(whole).\(rest * 10 / 1_024)" : "\(whole)") + (units.first ?? "")
    }
}
