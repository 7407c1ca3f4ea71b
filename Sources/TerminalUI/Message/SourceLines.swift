/// The lines of a content, for looking at: long runs of base64 may stand as one line. Only every 32nd start is kept: a
/// content of nothing but line ends must cost little.
struct SourceLines: Sendable {
    struct Row {
        /// Of its first line, from 1.
        var number: Int
        var bytes: ArraySlice<UInt8>
        /// 0 unless the row stands for several lines.
        var foldedBytes = 0
        var foldedLines = 0
    }

    /// Lines `first` to `first + lines - 1` stand as one row.
    private struct Fold {
        var first: Int
        var lines: Int
        /// The row that stands for them.
        var row: Int
        var bytes: Range<Int>
    }

    private static let stride = 32
    /// Lines of base64 that are worth folding: the first one stays.
    private static let longRun = 4

    private let bytes: [UInt8]
    private var starts: [Int] = [0]
    private var folds: [Fold] = []
    private var lineCount = 0
    private var crlf = 0
    private var firstBareLF: Int?
    private var bareLF = 0
    /// Rows.
    private(set) var count = 0

    init(_ bytes: [UInt8], foldsBase64: Bool) {
        self.bytes = bytes
        var start = 0
        var run = (first: 0, lines: 0, start: 0)
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            let hasCR = end > start && end < bytes.count && bytes[end - 1] == 0x0D
            if end < bytes.count {
                if hasCR {
                    crlf += 1
                } else {
                    bareLF += 1
                    if firstBareLF == nil { firstBareLF = lineCount + 1 }
                }
            }
            if foldsBase64 {
                let isRun = Self.isBase64(bytes[start..<(hasCR ? end - 1 : end)])
                if isRun, run.lines == 0 { run = (lineCount, 0, start) }
                if isRun { run.lines += 1 } else { close(&run, at: start) }
            }
            start = min(end + 1, bytes.count)
            lineCount += 1
            if lineCount.isMultiple(of: Self.stride) { starts.append(start) }
        }
        close(&run, at: start)
        count = lineCount - folds.reduce(0) { $0 + $1.lines - 1 }
    }

    var digits: Int { max(String(lineCount).utf8.count, 5) }

    /// `CRLF except 1 bare LF at line 12`
    var lineEnds: String {
        guard let firstBareLF else { return crlf > 0 ? "CRLF" : "no line end" }
        return crlf > 0 ? "CRLF except \(bareLF) bare LF, first at line \(firstBareLF)" : "bare LF"
    }

    subscript(row: Int) -> Row {
        // The last fold that begins at or before the row tells how far lines are ahead of rows.
        var (low, high) = (0, folds.count)
        while low < high {
            let middle = (low + high) / 2
            if folds[middle].row <= row { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return Row(number: row + 1, bytes: line(row)) }
        let fold = folds[low - 1]
        if fold.row == row {
            return Row(
                number: fold.first + 1, bytes: bytes[fold.bytes], foldedBytes: fold.bytes.count, foldedLines: fold.lines
            )
        }
        let number = fold.first + fold.lines + (row - fold.row - 1)
        return Row(number: number + 1, bytes: line(number))
    }

    /// The row a line, from 1, stands in.
    func row(ofLine number: Int) -> Int {
        var row = number - 1
        for fold in folds where fold.first < number - 1 {
            if number - 1 < fold.first + fold.lines { return fold.row }
            row -= fold.lines - 1
        }
        return min(max(row, 0), max(count - 1, 0))
    }

    private mutating func close(_ run: inout (first: Int, lines: Int, start: Int), at end: Int) {
        defer { run.lines = 0 }
        guard run.lines > Self.longRun else { return }
        let before = folds.reduce(0) { $0 + $1.lines - 1 }
        // The first line of the run stays in sight.
        let second = (bytes[run.start...].firstIndex(of: 0x0A) ?? end) + 1
        folds.append(Fold(first: run.first + 1, lines: run.lines - 1, row: run.first + 1 - before, bytes: second..<end))
    }

    /// With its line end.
    private func line(_ number: Int) -> ArraySlice<UInt8> {
        var start = starts[number / Self.stride]
        for _ in 0..<(number % Self.stride) { start = end(from: start) }
        return bytes[start..<end(from: start)]
    }

    private func end(from start: Int) -> Int {
        bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
    }

    private static func isBase64(_ line: ArraySlice<UInt8>) -> Bool {
        guard line.count >= 60 else { return false }
        return line.allSatisfy { byte in
            switch byte {
            case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x2B, 0x2F, 0x3D: true
            default: false
            }
        }
    }
}
