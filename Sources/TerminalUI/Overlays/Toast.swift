import TerminalText

/// A line that stands for a while in place of the status row.
struct Toast: Sendable {
    enum Kind: Sendable {
        case info, warning, error
    }

    /// An error stays until a key is pressed, but not shorter than this.
    static let errorMinimum: Int64 = 3_000
    /// How many are kept for the log.
    static let kept = 500

    let kind: Kind
    let text: SafeText
    let began: Moment

    /// `nil` for an error.
    var ends: Int64? {
        switch kind {
        case .info: began.milliseconds + 3_000
        case .warning: began.milliseconds + 6_000
        case .error: nil
        }
    }
}

extension Model {
    /// An error is not pushed away by what matters less.
    mutating func show(_ kind: Toast.Kind, _ text: String) {
        let next = Toast(kind: kind, text: SafeText(line: text), began: now)
        told = (told + [next]).suffix(Toast.kept)
        if let toast, toast.kind == .error, kind != .error { return }
        toast = next
    }
}
