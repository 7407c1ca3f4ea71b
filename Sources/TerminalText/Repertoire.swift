import Synchronization

/// What the terminal of this process can show, as far as text depends on it. Said by whoever owns the terminal, before
/// text is made for it.
package enum Repertoire {
    private static let ascii = Atomic(false)
    private static let wide = Atomic(false)

    /// Nothing beyond ASCII can be shown: in message text, other characters are told by their code.
    package static var isASCII: Bool {
        get { ascii.load(ordering: .relaxed) }
        set { ascii.store(newValue, ordering: .relaxed) }
    }

    /// Characters of ambiguous width (Unicode Standard Annex #11) take two cells, as on some terminals of East Asia.
    package static var isAmbiguousWide: Bool {
        get { wide.load(ordering: .relaxed) }
        set { wide.store(newValue, ordering: .relaxed) }
    }
}
