import MailCore

/// Character references of HTML (standard, section 13.2.5.72): all numeric ones, and the names that occur in mail.
enum CharacterReference {
    /// Replaces every reference; what is none stays. In an attribute a name without its semicolon is none.
    static func decode(_ bytes: ArraySlice<UInt8>, inAttribute: Bool) -> [UInt8] {
        guard bytes.contains(0x26) else { return Array(bytes) }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var position = bytes.startIndex
        while position < bytes.endIndex {
            if bytes[position] == 0x26,
                let (scalar, end) = reference(bytes[(position + 1)...], inAttribute: inAttribute)
            {
                decoded += Array(String(scalar).utf8)
                position = end
            } else {
                decoded.append(bytes[position])
                position += 1
            }
        }
        return decoded
    }

    private static func reference(_ rest: ArraySlice<UInt8>, inAttribute: Bool) -> (Unicode.Scalar, end: Int)? {
        if rest.first == 0x23 { return numeric(rest.dropFirst()) }
        let name = rest.prefix(32).prefix { $0.isLetter || $0.isDigit }
        guard let scalar = names[String(decoding: name, as: UTF8.self)] else { return nil }
        if name.endIndex < rest.endIndex, rest[name.endIndex] == 0x3B { return (scalar, name.endIndex + 1) }
        return inAttribute || scalar.value > 0xFF ? nil : (scalar, name.endIndex)
    }

    private static func numeric(_ rest: ArraySlice<UInt8>) -> (Unicode.Scalar, end: Int)? {
        let isHexadecimal = rest.first.map { $0 | 0x20 == 0x78 } ?? false
        let digits = (isHexadecimal ? rest.dropFirst() : rest)
            .prefix { isHexadecimal ? $0.hexValue != nil : $0.isDigit }
        guard !digits.isEmpty else { return nil }
        var value: UInt32 = 0
        for digit in digits where value < 0x110000 {
            value = value * (isHexadecimal ? 16 : 10) + UInt32(digit.hexValue ?? 0)
        }
        let end =
            digits.endIndex < rest.endIndex && rest[digits.endIndex] == 0x3B ? digits.endIndex + 1 : digits.endIndex
        // Numbers of the C1 range are meant as windows-1252 (HTML standard, section 13.2.5.80).
        if (0x80...0x9F).contains(value) { value = UInt32(Windows1252.codePoint(UInt8(value))) }
        return (Unicode.Scalar(value == 0 ? 0xFFFD : value) ?? "\u{FFFD}", end)
    }

    private static let names: [String: Unicode.Scalar] = {
        var names: [String: Unicode.Scalar] = [:]
        for (offset, name) in latin1.split(whereSeparator: \.isWhitespace).enumerated() {
            names[String(name)] = Unicode.Scalar(UInt8(truncatingIfNeeded: 0xA0 + offset))
        }
        for entry in others.split(whereSeparator: \.isWhitespace) {
            let parts = entry.split(separator: "=")
            if let value = UInt32(parts[1], radix: 16) { names[String(parts[0])] = Unicode.Scalar(value) }
        }
        return names
    }()

    /// U+00A0 to U+00FF, in order.
    private static let latin1 = """
        nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute
        micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig
        Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash
        Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute
        ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc
        uuml yacute thorn yuml
        """

    private static let others = """
        amp=26 AMP=26 lt=3C LT=3C gt=3E GT=3E quot=22 QUOT=22 apos=27 Tab=9 NewLine=A excl=21 num=23 dollar=24
        percnt=25 lpar=28 rpar=29 ast=2A plus=2B comma=2C period=2E sol=2F colon=3A semi=3B equals=3D quest=3F
        commat=40 lsqb=5B bsol=5C rsqb=5D Hat=5E lowbar=5F grave=60 lcub=7B verbar=7C vert=7C rcub=7D
        OElig=152 oelig=153 Scaron=160 scaron=161 Yuml=178 fnof=192 circ=2C6 tilde=2DC
        Alpha=391 Beta=392 Gamma=393 Delta=394 Epsilon=395 Zeta=396 Eta=397 Theta=398 Iota=399 Kappa=39A Lambda=39B
        Mu=39C Nu=39D Xi=39E Omicron=39F Pi=3A0 Rho=3A1 Sigma=3A3 Tau=3A4 Upsilon=3A5 Phi=3A6 Chi=3A7 Psi=3A8 Omega=3A9
        alpha=3B1 beta=3B2 gamma=3B3 delta=3B4 epsilon=3B5 zeta=3B6 eta=3B7 theta=3B8 iota=3B9 kappa=3BA lambda=3BB
        mu=3BC nu=3BD xi=3BE omicron=3BF pi=3C0 rho=3C1 sigmaf=3C2 sigma=3C3 tau=3C4 upsilon=3C5 phi=3C6 chi=3C7
        psi=3C8 omega=3C9 ensp=2002 emsp=2003 numsp=2007 puncsp=2008 thinsp=2009 hairsp=200A zwnj=200C zwj=200D lrm=200E
        rlm=200F hyphen=2010 ndash=2013 mdash=2014 horbar=2015 lsquo=2018 rsquo=2019 sbquo=201A ldquo=201C rdquo=201D
        bdquo=201E dagger=2020 Dagger=2021 bull=2022 hellip=2026 permil=2030 prime=2032 Prime=2033 lsaquo=2039
        rsaquo=203A oline=203E frasl=2044 euro=20AC image=2111 weierp=2118 real=211C trade=2122 alefsym=2135 larr=2190
        uarr=2191 rarr=2192 darr=2193 harr=2194 crarr=21B5 lArr=21D0 uArr=21D1 rArr=21D2 dArr=21D3 hArr=21D4 forall=2200
        part=2202 exist=2203 empty=2205 nabla=2207 isin=2208 notin=2209 ni=220B prod=220F sum=2211 minus=2212 lowast=2217
        radic=221A prop=221D infin=221E ang=2220 and=2227 or=2228 cap=2229 cup=222A int=222B there4=2234 sim=223C
        cong=2245 asymp=2248 ne=2260 equiv=2261 le=2264 ge=2265 sub=2282 sup=2283 nsub=2284 sube=2286 supe=2287
        oplus=2295 otimes=2297 perp=22A5 sdot=22C5 lceil=2308 rceil=2309 lfloor=230A rfloor=230B lang=27E8 rang=27E9
        loz=25CA star=2606 starf=2605 phone=260E check=2713 checkmark=2713 cross=2717 spades=2660 clubs=2663 hearts=2665
        diams=2666
        """
}
