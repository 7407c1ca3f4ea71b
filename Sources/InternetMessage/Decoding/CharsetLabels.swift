/// Which labels of the WHATWG Encoding Standard libc converts, and under which name. Only a name in here ever reaches
/// libc, so that no label of a message can make it search for a converter.
enum CharsetLabels {
    static func convertedName(_ label: String) -> String? { names[label] }

    private static let names: [String: String] = {
        var names: [String: String] = [:]
        for number in 2...16 where number != 12 {
            let name =
                switch number {
                case 9: "CP1254"
                case 11: "CP874"
                default: "ISO-8859-\(number)"
                }
            for label in ["iso-8859-\(number)", "iso8859-\(number)", "iso_8859-\(number)"] { names[label] = name }
        }
        for number in 1250...1258 where number != 1252 {
            for label in ["windows-\(number)", "cp\(number)", "x-cp\(number)"] { names[label] = "CP\(number)" }
        }
        for (name, labels) in others {
            for label in labels.split(separator: " ") { names[String(label)] = name }
        }
        return names
    }()

    private static let others: [(String, String)] = [
        ("ISO-8859-2", "latin2 l2"), ("ISO-8859-3", "latin3 l3"), ("ISO-8859-4", "latin4 l4"),
        ("CP1254", "latin5 l5"), ("ISO-8859-10", "latin6 l6"), ("ISO-8859-15", "latin-9 latin9 l9"),
        ("ISO-8859-5", "cyrillic"), ("ISO-8859-6", "arabic"), ("ISO-8859-7", "greek"),
        ("ISO-8859-8", "hebrew iso-8859-8-i visual"), ("CP874", "tis-620 windows-874 dos-874"),
        ("KOI8-R", "koi8-r koi8 koi"), ("KOI8-U", "koi8-u koi8-ru"), ("MACINTOSH", "macintosh mac x-mac-roman"),
        ("IBM850", "ibm850 cp850 850"), ("CP866", "ibm866 cp866 866"), ("IBM437", "ibm437 cp437 437"),
        ("UTF-16LE", "utf-16 utf-16le unicode ucs-2 iso-10646-ucs-2"), ("UTF-16BE", "utf-16be unicodefffe"),
        ("UTF-7", "utf-7 utf7 unicode-1-1-utf-7"), ("UTF-32", "utf-32"),
        ("GB18030", "gb18030 gbk gb2312 gb_2312 gb_2312-80 x-gbk chinese csgb2312 iso-ir-58"),
        ("BIG5-HKSCS", "big5 big5-hkscs cn-big5 csbig5 x-x-big5"),
        ("CP932", "shift_jis shift-jis sjis x-sjis ms_kanji windows-31j ms932 csshiftjis cp932"),
        ("EUC-JP-MS", "euc-jp x-euc-jp cseucpkdfmtjapanese"), ("ISO-2022-JP-3", "iso-2022-jp csiso2022jp"),
        ("UHC", "euc-kr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949 cp949 korean cseuckr"),
        ("ISO-2022-KR", "iso-2022-kr"),
    ]
}
