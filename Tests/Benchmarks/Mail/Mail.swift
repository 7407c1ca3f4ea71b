package import MailCore

/// Mail that is the same at every run.
package enum Mail {
    private static let words = [
        "order", "invoice", "delivery", "account", "password", "please", "confirm", "address", "your", "the", "größe",
        "Привет", "of", "and", "thank", "you", "for", "customer", "number", "price", "today", "shipping", "日本語",
    ]

    /// ASCII, with a header section of four fields.
    package static func plain(octets: Int) -> [UInt8] {
        let line = Array("The quick brown fox jumps over the lazy dog, again and again.\r\n".utf8)
        var content = Array(
            "Subject: A message\r\nFrom: a@example.test\r\nTo: b@example.test\r\nMessage-ID: <1@example.test>\r\n\r\n"
                .utf8)
        while content.count + line.count <= octets { content += line }
        return content
    }

    /// As an ordinary client sends it: one recipient, a dialogue of nine lines.
    package static func capture(_ content: [UInt8]) -> Capture {
        let commands = [
            "220 localhost ESMTP Roost", "EHLO client.example.test", "250-localhost", "250 PIPELINING",
            "MAIL FROM:<a@example.test>", "250 2.1.0 Ok", "RCPT TO:<b@example.test>", "250 2.1.5 Ok", "DATA",
        ]
        let dialogue = commands.enumerated().map { index, text in
            DialogueLine(elapsed: Int64(index * 120), side: index % 2 == 0 ? .server : .client, text: Array(text.utf8))
        }
        return Capture(
            envelope: Envelope(
                reversePath: Path(address: "a@example.test"), forwardPaths: [Path(address: "b@example.test")]),
            origin: Origin(peer: "127.0.0.1:40000"), dialogue: dialogue, content: content)
    }

    package static func ofAllKinds(_ number: Int) -> [UInt8] {
        switch number % 4 {
        case 0, 1: plain(octets: 4_500)
        case 2: single("text/html; charset=utf-8", newsletter(number))
        default: mixed(number)
        }
    }

    package static func newsletter(_ number: Int) -> String {
        let rows = (0..<16).map {
            "<tr><td class=\"row\" style=\"padding:4px;color:#333\">\(text(160, number + $0))</td>"
                + "<td align=right><b>\($0),99 €</b></td></tr>\r\n"
        }
        return "<html><head><style>.row { font-size: 14px } @media print { .x { display: none } }</style></head><body>"
            + "<h1>Order \(number)</h1><table width=\"600\">\(rows.joined())</table>"
            + "<p><a href=\"https://shop.test/\(number)\">See it</a> or <a href=\"https://shop.test/out\">leave</a></p></body></html>\r\n"
    }

    /// Text and HTML side by side, encoded, and an attachment.
    package static func mixed(_ number: Int) -> [UInt8] {
        let attachment = (0..<20).map { _ in String(repeating: "QUJD", count: 19) + "\r\n" }.joined()
        return Array(
            """
            Subject: =?utf-8?q?Your_order_=E2=84=96_\(number)?=\r
            From: "Shop" <shop@example.test>\r
            To: Ann <ann@example.test>, bob@example.test\r
            Date: Wed, 25 Nov 2026 10:00:00 +0100\r
            Message-ID: <\(number)@example.test>\r
            MIME-Version: 1.0\r
            Content-Type: multipart/mixed; boundary="=_b"\r
            \r
            --=_b\r
            Content-Type: multipart/alternative; boundary="=_a"\r
            \r
            --=_a\r
            Content-Type: text/plain; charset=utf-8\r
            Content-Transfer-Encoding: quoted-printable\r
            \r
            \(text(1200, number).split(separator: "ö").joined(separator: "=C3=B6"))\r
            --=_a\r
            Content-Type: text/html; charset=utf-8\r
            \r
            \(newsletter(number).prefix(2000))\r
            --=_a--\r
            --=_b\r
            Content-Type: application/pdf\r
            Content-Transfer-Encoding: base64\r
            Content-Disposition: attachment; filename="invoice-\(number).pdf"\r
            \r
            \(attachment)--=_b--\r

            """.utf8)
    }

    private static func single(_ type: String, _ body: String) -> [UInt8] {
        Array(
            "Subject: News\r\nFrom: a@example.test\r\nTo: b@example.test\r\nContent-Type: \(type)\r\n\r\n\(body)".utf8)
    }

    private static func text(_ octets: Int, _ seed: Int) -> String {
        var (text, state) = ("", UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1)
        while text.utf8.count < octets {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            text += words[Int(state >> 33) % words.count] + (text.utf8.count % 70 < 8 ? "\r\n" : " ")
        }
        return text
    }
}
