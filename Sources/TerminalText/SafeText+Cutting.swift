extension SafeText {
    /// As much as fits, with `~` in the last cell when something was cut. Never cuts a cluster.
    package func truncated(to cells: Int) -> SafeText {
        guard width > cells else { return self }
        guard cells > 0 else { return .empty }
        let mark = Run(text: "~", emphasis: .plain, width: 1)
        return SafeText(trusted: split(atCell: cells - 1).head.runs + [mark])
    }

    /// Without its first cells; a wide cluster that is cut in two is left out.
    package func dropping(_ cells: Int) -> SafeText {
        guard cells > 0 else { return self }
        let (head, tail) = split(atCell: cells)
        return head.width == cells ? tail : tail.split(atCell: 1, keepingAtLeastOne: true).tail
    }

    /// Folded into lines of at most this many cells, after a space where there is one. Never empty.
    package func wrapped(to cells: Int) -> [SafeText] {
        let cells = max(cells, 2)
        guard width > cells else { return [self] }
        var lines: [SafeText] = []
        var scalars: [(scalar: Unicode.Scalar, emphasis: Emphasis)] = []
        var (lineWidth, afterSpace) = (0, 0)
        for run in runs {
            for scalar in run.text.unicodeScalars {
                let scalarWidth = CellWidth.width(of: scalar)
                if lineWidth + scalarWidth > cells {
                    let end = afterSpace > 0 ? afterSpace : scalars.count
                    lines.append(SafeText(scalars: scalars[..<end]))
                    scalars.removeFirst(end)
                    lineWidth = scalars.reduce(0) { $0 + CellWidth.width(of: $1.scalar) }
                    afterSpace = 0
                }
                scalars.append((scalar, run.emphasis))
                lineWidth += scalarWidth
                if scalar == " " { afterSpace = scalars.count }
            }
        }
        lines.append(SafeText(scalars: scalars[...]))
        return lines
    }

    private init(scalars: ArraySlice<(scalar: Unicode.Scalar, emphasis: Emphasis)>) {
        var builder = SafeTextBuilder()
        for (scalar, emphasis) in scalars { builder.append(scalar, emphasis) }
        self = builder.finish()
    }

    /// The part that fits before a cell, and the rest.
    private func split(atCell cell: Int, keepingAtLeastOne: Bool = false) -> (head: SafeText, tail: SafeText) {
        var (head, tail) = (SafeTextBuilder(), SafeTextBuilder())
        var position = 0
        for run in runs {
            for scalar in run.text.unicodeScalars {
                let width = CellWidth.width(of: scalar)
                let fits = position + width <= cell && (width > 0 || tail.isEmpty)
                if tail.isEmpty && (fits || keepingAtLeastOne && position == 0) {
                    head.append(scalar, run.emphasis)
                } else {
                    tail.append(scalar, run.emphasis)
                }
                position += width
            }
        }
        return (head.finish(), tail.finish())
    }
}
