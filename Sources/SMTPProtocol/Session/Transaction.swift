import MailCore

/// A mail transaction that is open (RFC 5321 section 3.3).
struct Transaction {
    var envelope = Envelope(reversePath: .null, forwardPaths: [])
    /// What came by BDAT; `nil` before the first.
    var chunks: [UInt8]?
    /// Whether there was no memory for the chunks that came.
    var isDenied = false
    /// Whether MAIL was taken.
    var isOpen = false
    /// Whether a command line ended in a bare LF.
    var hasBareLineFeed = false

    /// Whether MAIL said BODY=BINARYMIME.
    var isBinary: Bool {
        envelope.reversePath.parameters.contains {
            $0.keyword.utf8.equalsIgnoringCase("BODY".utf8)
                && $0.value?.utf8.equalsIgnoringCase("BINARYMIME".utf8) == true
        }
    }

    /// What was odd in the commands and was taken all the same.
    var defects: [EnvelopeDefect] {
        let paths = [envelope.reversePath] + envelope.forwardPaths
        let isUTF8Declared = envelope.reversePath.parameters.contains {
            $0.keyword.utf8.equalsIgnoringCase("SMTPUTF8".utf8)
        }
        return EnvelopeDefect.allCases.filter { defect in
            switch defect {
            case .bareLineFeed: hasBareLineFeed
            case .undeclaredUTF8: !isUTF8Declared && paths.contains { !$0.address.utf8.allSatisfy { $0 < 0x80 } }
            case .longLocalPart: paths.contains { $0.localPart.count > Limits.localPart }
            case .longDomain: paths.contains { $0.domain.count > Limits.domain }
            case .longPath: paths.contains { $0.address.utf8.count + 2 > Limits.standardPath }
            }
        }
    }
}

extension Path {
    /// Everything before the last `@`, which no domain can hold.
    fileprivate var localPart: Substring.UTF8View {
        address.utf8.lastIndex(of: 0x40).map { address.utf8[..<$0] } ?? address.utf8[...]
    }

    fileprivate var domain: Substring.UTF8View {
        address.utf8.lastIndex(of: 0x40).map { address.utf8[$0...].dropFirst() } ?? ""[...].utf8
    }
}
