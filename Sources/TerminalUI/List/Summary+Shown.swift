import MailCore
import MessageCatalog
import TerminalText

extension Summary {
    /// What a row says when a field has nothing to show falls back step by step; the row is always there.
    var shownTo: SafeText {
        let addresses = to.isEmpty ? forwardPaths : to.map(\.address)
        guard let first = addresses.first else { return "(no recipient)" }
        return SafeText(line: addresses.count > 1 ? "\(first)+\(addresses.count - 1)" : first)
    }

    var shownFrom: SafeText {
        if let first = from.first { return SafeText(line: first.displayName ?? first.address) }
        return SafeText(line: reversePath.isEmpty ? "<>" : reversePath)
    }

    var shownSubject: SafeText {
        guard let subject else { return "(no subject)" }
        return SafeText(line: subject.holdsEncodedWord ? "<undecodable: \(subject)>" : subject)
    }
}

extension String {
    /// Whether something that looks like an encoded word (RFC 2047 section 2) is left in decoded text.
    fileprivate var holdsEncodedWord: Bool {
        guard let start = firstRange(of: "=?") else { return false }
        let parts = self[start.upperBound...].split(separator: "?", maxSplits: 3, omittingEmptySubsequences: false)
        return parts.count == 4 && ["b", "q"].contains(parts[1].lowercased()) && parts[3].hasPrefix("=")
    }
}
