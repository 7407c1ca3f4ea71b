package import MailCore

/// Many ids, told by the ranges they make.
package struct IDRanges: Hashable, Sendable {
    /// Ascending, apart from each other.
    let ranges: [ClosedRange<UInt64>]

    init(_ ranges: [ClosedRange<UInt64>]) {
        self.ranges = ranges.sorted { $0.lowerBound < $1.lowerBound }
    }

    package init(_ ids: some Sequence<MessageID>) {
        var ranges: [ClosedRange<UInt64>] = []
        for id in ids.map(\.rawValue).sorted() {
            if let last = ranges.last, id <= last.upperBound + 1 {
                ranges[ranges.count - 1] = last.lowerBound...max(id, last.upperBound)
            } else {
                ranges.append(id...id)
            }
        }
        self.ranges = ranges
    }

    static let none = IDRanges([ClosedRange<UInt64>]())

    package var isEmpty: Bool { ranges.isEmpty }

    package func contains(_ id: MessageID) -> Bool {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < id.rawValue { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(id.rawValue)
    }
}
