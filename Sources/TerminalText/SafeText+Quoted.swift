extension SafeText {
    /// Message text in lines of a width in cells. What is too long breaks at blanks, which then go, else, if it must, in a
    /// word; a quoted line keeps its quote marks on every line it becomes.
    package static func lines(_ text: some StringProtocol, width: Int, breaksWords: Bool = true) -> [SafeText] {
        let width = max(2, width)
        return lines(text).flatMap { line -> [SafeText] in
            guard line.width > width else { return [line] }
            let marks = line.quoteMarks
            // Where marks leave no room for words, or for a character of two cells, they are text like any other.
            let kept = width - marks < max(marks, 2) ? 0 : marks
            let (prefix, rest) = line.cut(after: kept)
            return rest.broken(to: width - kept, breaksWords: breaksWords).map { prefix + $0 }
        }
    }

    /// Cells of the quote marks at the start, with the blanks in and behind them.
    package var quoteMarks: Int {
        var (cells, last) = (0, 0)
        scan: for run in runs {
            for scalar in run.text.unicodeScalars {
                guard scalar == ">" || scalar == " " && cells > 0 && cells == last else { break scan }
                cells += 1
                if scalar == ">" { last = cells }
            }
        }
        return last == 0 ? 0 : cells
    }

    private func cut(after cells: Int) -> (SafeText, SafeText) {
        var (head, tail) = (SafeTextBuilder(), SafeTextBuilder())
        for run in runs {
            for scalar in run.text.unicodeScalars {
                if head.width < cells { head.append(scalar, run.emphasis) } else { tail.append(scalar, run.emphasis) }
            }
        }
        return (head.finish(), tail.finish())
    }

    private func broken(to width: Int, breaksWords: Bool) -> [SafeText] {
        let scalars = runs.flatMap { run in run.text.unicodeScalars.map { ($0, run.emphasis) } }
        var lines: [SafeText] = []
        var (start, cells) = (0, 0)
        /// The first blank of the last gap between words, what follows the gap, and the cells up to there.
        var gap: (end: Int, next: Int, cells: Int)?
        func append(_ range: Range<Int>) {
            var builder = SafeTextBuilder()
            for (scalar, emphasis) in scalars[range] { builder.append(scalar, emphasis) }
            lines.append(builder.finish())
        }
        for (index, (scalar, _)) in scalars.enumerated() {
            let added = CellWidth.width(of: scalar)
            if scalar == " " {
                let isSame = gap.map { $0.next == index } ?? false
                cells += 1
                gap = (isSame ? gap?.end ?? index : index, index + 1, cells)
                continue
            }
            if cells + added > width {
                if let place = gap {
                    // An indent wider than the line goes.
                    if place.end > start { append(start..<place.end) }
                    (start, cells, gap) = (place.next, cells - place.cells, nil)
                }
                if cells + added > width, breaksWords, index > start {
                    append(start..<index)
                    (start, cells, gap) = (index, 0, nil)
                }
            }
            cells += added
        }
        let end =
            cells > width ? gap.flatMap { $0.next == scalars.count ? $0.end : nil } ?? scalars.count : scalars.count
        append(start..<max(start, end))
        return lines
    }
}
