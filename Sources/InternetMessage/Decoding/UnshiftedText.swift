/// Text while its shift states are being undone: octets that libc knows gather here and are converted together.
struct UnshiftedText {
    private let converter: Iconv
    private var unconverted: [UInt8] = []
    private var utf8: [UInt8] = []
    private var isValid = true

    init(converter: Iconv) {
        self.converter = converter
    }

    mutating func append(_ octet: UInt8) {
        unconverted.append(octet)
    }

    mutating func append(_ octets: some Collection<UInt8>) {
        unconverted += octets
    }

    /// Appends what these octets mean beyond libc's charset.
    mutating func append(text: String) {
        convert()
        utf8 += text.utf8
    }

    /// Appends U+FFFD, for an octet that fits nowhere.
    mutating func appendReplacement() {
        convert()
        utf8 += Iconv.replacement
        isValid = false
    }

    /// The whole text, and whether all its octets had a meaning.
    mutating func finish() -> (utf8: [UInt8], isValid: Bool) {
        convert()
        return (utf8, isValid)
    }

    private mutating func convert() {
        if !unconverted.isEmpty, !converter.convert(unconverted[...], into: &utf8) { isValid = false }
        unconverted = []
    }
}
