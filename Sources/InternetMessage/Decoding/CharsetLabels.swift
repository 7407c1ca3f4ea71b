import MailCore

/// The labels of charsets: those of the WHATWG Encoding Standard (section 4.2), and a few that only mail uses. Where the
/// standard has nothing but U+FFFD, for the sake of web pages (its "replacement"), the text is decoded. Only a name in
/// here ever reaches libc, so that no label of a message can make it search for a converter.
enum CharsetLabels {
    /// `nil` for a label Roost does not know. Case and blanks around it do not matter.
    static func charset(_ label: some Collection<UInt8>) -> Charset? {
        guard label.count <= longest else { return nil }
        return charsets[String(decoding: label.map(\.lowercasedASCII).filter { !$0.isBlank }, as: UTF8.self)]
    }

    private static let charsets: [String: Charset] = {
        var charsets: [String: Charset] = [:]
        for (charset, labels) in table {
            for label in labels.split(whereSeparator: \.isWhitespace) { charsets[String(label)] = charset }
        }
        return charsets
    }()

    /// Octets of the longest label, with room for blanks.
    private static let longest = 64

    private static let table: [(Charset, String)] = [
        (.utf8, "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8"),
        (.usASCII, "us-ascii ascii ansi_x3.4-1968 iso646-us us"),
        (
            .windows1252,
            """
            windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 iso-ir-100 latin1
            latin-1 l1 csisolatin1 cp819 ibm819
            """
        ),
        (.macintosh, "macintosh mac x-mac-roman csmacintosh"),
        (.iso2022JP, "iso-2022-jp csiso2022jp iso-2022-jp-1 iso-2022-jp-ms cp50220 cp50221"),

        (.singleByte("ISO-8859-2"), iso(2, year: 1987) + "csisolatin2 iso-ir-101 l2 latin2 latin-2"),
        (.singleByte("ISO-8859-3"), iso(3, year: 1988) + "csisolatin3 iso-ir-109 l3 latin3"),
        (.singleByte("ISO-8859-4"), iso(4, year: 1988) + "csisolatin4 iso-ir-110 l4 latin4"),
        (.singleByte("ISO-8859-5"), iso(5, year: 1988) + "csisolatincyrillic cyrillic iso-ir-144"),
        (
            .singleByte("ISO-8859-6"),
            iso(6, year: 1987) + """
                arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e iso-8859-6-i iso-ir-127
                """
        ),
        (
            .singleByte("ISO-8859-7"),
            iso(7, year: 1987) + "csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 sun_eu_greek"
        ),
        (
            .singleByte("ISO-8859-8"),
            iso(8, year: 1988) + """
                csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 visual csiso88598i iso-8859-8-i logical
                """
        ),
        (.singleByte("ISO-8859-10"), iso(10) + "csisolatin6 iso-ir-157 l6 latin6"),
        (.singleByte("ISO-8859-13"), iso(13)), (.singleByte("ISO-8859-14"), iso(14)),
        (.singleByte("ISO-8859-15"), iso(15) + "csisolatin9 l9 latin9 latin-9"), (.singleByte("ISO-8859-16"), iso(16)),
        (.singleByte("CP1250"), windows(1250)), (.singleByte("CP1251"), windows(1251)),
        (.singleByte("CP1253"), windows(1253)),
        (.singleByte("CP1254"), windows(1254) + iso(9, year: 1989) + "csisolatin5 iso-ir-148 l5 latin5"),
        (.singleByte("CP1255"), windows(1255)), (.singleByte("CP1256"), windows(1256)),
        (.singleByte("CP1257"), windows(1257)), (.singleByte("CP1258"), windows(1258)),
        (.singleByte("CP874"), iso(11) + "tis-620 windows-874 dos-874 cp874"),
        (.singleByte("KOI8-R"), "koi8-r koi8_r koi8 koi cskoi8r"), (.singleByte("KOI8-U"), "koi8-u koi8-ru"),
        (.singleByte("MAC-CYRILLIC"), "x-mac-cyrillic x-mac-ukrainian"),
        (.singleByte("CP866"), "ibm866 cp866 866 csibm866"), (.singleByte("IBM850"), "ibm850 cp850 850"),
        (.singleByte("IBM437"), "ibm437 cp437 437"), (.singleByte("IBM852"), "ibm852 cp852 852"),

        (.multiByte("UTF-16LE"), "utf-16 utf-16le unicode unicodefeff csunicode ucs-2 iso-10646-ucs-2"),
        (.multiByte("UTF-16BE"), "utf-16be unicodefffe"), (.multiByte("UTF-32"), "utf-32"),
        (.multiByte("UTF-7"), "utf-7 utf7 unicode-1-1-utf-7 csunicode11utf7"),
        (
            .multiByte("GB18030"),
            "gb18030 gbk x-gbk cp936 gb2312 gb_2312 gb_2312-80 chinese csgb2312 csiso58gb231280 iso-ir-58"
        ),
        (.multiByte("BIG5-HKSCS"), "big5 big5-hkscs cn-big5 csbig5 x-x-big5"),
        (
            .multiByte("CP932"),
            "shift_jis shift-jis sjis x-sjis ms_kanji ms932 windows-31j csshiftjis cp932"
        ),
        (.multiByte("EUC-JP-MS"), "euc-jp x-euc-jp cseucpkdfmtjapanese"),
        (
            .multiByte("UHC"),
            """
            euc-kr cseuckr ks_c_5601-1987 ks_c_5601-1989 csksc56011987 ksc5601 ksc_5601 iso-ir-149 korean windows-949
            cp949
            """
        ),
        (.multiByte("ISO-2022-KR"), "iso-2022-kr csiso2022kr"),
        (.multiByte("ISO-2022-CN-EXT"), "iso-2022-cn iso-2022-cn-ext csiso2022cn"),
        (.hz, "hz-gb-2312 hz"), (.userDefined, "x-user-defined"),
    ]

    private static func iso(_ part: Int, year: Int? = nil) -> String {
        let dated = year.map { "iso_8859-\(part):\($0) " } ?? ""
        return "iso-8859-\(part) iso8859-\(part) iso8859\(part) iso_8859-\(part) " + dated
    }

    private static func windows(_ page: Int) -> String { "windows-\(page) cp\(page) x-cp\(page) " }
}
