/// A multipart of these parts.
private func multipart(_ subtype: String, _ parts: String..., more: String = "", boundary: String = "b") -> String {
    "Content-Type: multipart/\(subtype); boundary=\(boundary)\(more)\n\n"
        + parts.map { "--\(boundary)\n\($0)\n" }.joined() + "--\(boundary)--\n"
}

private let html = "Content-Type: text/html\n\n<b>x</b>"

extension Sentence {
    static let ofStructure: [Sentence] = [
        .init(
            "All keys are always present", "",
            #"""
            {"subject":null,"from":[],"to":[],"cc":[],"bcc":[],"replyTo":[],"date":null,"messageId":null,"headers":[],
             "text":"","html":null,"attachments":[],"defects":[],
             "parts":[{"path":"1","contentType":"text/plain","charset":null,"encoding":"7bit","disposition":null,
              "filename":null,"contentId":null,"size":0,
              "sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}]}
            """#),
        .init(
            "CRLF and bare LF both end a line", "Subject: a\r\nTo: b@c.test\n\r\nx\ny\r\n",
            #"{"subject":"a","to":[{"address":"b@c.test"}],"text":"x\ny\n"}"#),
        .init(
            "A bare CR does not end a line", "Subject: a\rTo: b@c.test\n\nx\ry\n",
            #"{"subject":"a\rTo: b@c.test","to":[],"text":"x\ry\n"}"#),
        .init(
            "A UTF-8 BOM is skipped", "\u{FEFF}Subject: a\n\nx",
            #"{"subject":"a","defects":[{"code":"utf8-bom","path":null}]}"#),
        .init(
            "A first line that begins From is skipped", "From a Mon\nSubject: a\n\nx\nFrom here\n",
            #"{"subject":"a","text":"x\nFrom here\n","defects":[{"code":"mbox-from-line","path":null}]}"#),
        .init(
            "Optional blanks before the colon", "Subject \t: a\n\n", #"{"headers":[{"name":"Subject","value":"a"}]}"#),
        .init(
            "Unfolding removes the line break and keeps the blank", "Subject: a\n\tb\n  c\n\n",
            #"{"subject":"a\tb  c"}"#),
        .init(
            "The block ends at the first line that is neither", "Subject: a\nno field\nTo: x@y.test\n",
            #"{"to":[],"text":"no field\nTo: x@y.test\n","defects":[{"code":"missing-header-separator","path":null}]}"#),
        .init("A file of headers only is legal", "Subject: a", #"{"subject":"a","text":"","defects":[]}"#),
        .init(
            "A file that begins with an empty line has no headers", "\nSubject: a\n",
            #"{"subject":null,"headers":[],"text":"Subject: a\n","defects":[]}"#),
        .init(
            "A continuation line before any field is dropped", " stray\nSubject: a\n\nx",
            #"{"subject":"a","text":"x","defects":[{"code":"stray-continuation","path":null}]}"#),
        .init(
            "A line of blanks only is a continuation", "Subject: a\n \nTo: x@y.test\n\nb",
            #"{"subject":"a","to":[{"address":"x@y.test"}],"text":"b"}"#),
        .init(
            "Of a duplicate the first counts",
            "Subject: a\nSubject: b\nContent-Type: text/html\nContent-Type: text/plain\n\nx",
            #"{"subject":"a","html":"x","text":null,"defects":[{"code":"duplicate-header","path":null}]}"#),
        .init(
            "Address fields are joined", "To: a@b.test\nX: y\nto: c@d.test\n\n",
            #"{"to":[{"name":null,"address":"a@b.test"},{"address":"c@d.test"}]}"#),
        .init(
            "A child of a digest without a type is a message", multipart("digest", "\nSubject: s\n\nx"),
            #"{"parts":[{"path":"TEXT"},{"path":"1","contentType":"message/rfc822"},{"path":"1.1","size":1}]}"#),
        .init(
            "Not of the form type/subtype: text/plain", "Content-Type: html\n\nx",
            #"{"text":"x","parts":[{"contentType":"text/plain"}],"defects":[{"code":"invalid-content-type","path":"1"}]}"#
        ),
        .init(
            "Junk after the subtype is ignored", "Content-Type: text/HTML junk; charset=UTF-8\n\nx",
            #"{"html":"x","parts":[{"contentType":"text/html","charset":"utf-8"}]}"#),
        .init(
            "Parameters are forgiven much",
            "Content-Type: text/x;; CHARSET = (c) koi8-r; charset=big5; Name=\"C:\\x\\\"\\\\\n\nx",
            #"{"parts":[{"charset":"koi8-r","filename":"C:\\x\"\\"}]}"#),
        .init(
            "A delimiter is a line that is exactly that",
            "Content-Type: multipart/mixed; boundary=b\n\npre\n--b \t\n\none\n--bX\n--b-- x\n--b--  \nepi\n--b\n\nlate\n",
            #"{"text":"one\n--bX\n--b-- x","parts":[{"path":"TEXT"},{"path":"1","size":16}],"defects":[]}"#),
        .init(
            "A delimiter of an enclosing multipart ends all inside it",
            "Content-Type: multipart/mixed; boundary=a\n\n--a\n"
                + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--a\n\ntwo\n--a--\n",
            #"{"text":"one\ntwo","parts":[{"path":"TEXT"},{"path":"1"},{"path":"1.1"},{"path":"2"}],"defects":[{"code":"missing-end-boundary","path":"1"}]}"#
        ),
        .init(
            "Without a closing delimiter the last part keeps its last line break",
            "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n",
            #"{"parts":[{},{"size":4}],"defects":[{"code":"missing-end-boundary","path":"TEXT"}]}"#),
        .init(
            "No boundary parameter: one leaf, all its text kept", "Content-Type: multipart/mixed\n\n--b\n\none\n",
            #"{"text":"--b\n\none\n","parts":[{"path":"1","contentType":"multipart/mixed"}],"defects":[{"code":"missing-boundary","path":"1"}]}"#
        ),
        .init(
            "No delimiter line: one leaf", "Content-Type: multipart/mixed; boundary=c\n\n--b\n",
            #"{"text":"--b\n","parts":[{"path":"1"}],"defects":[{"code":"boundary-not-found","path":"1"}]}"#),
        .init(
            "A part may be empty", "Content-Type: multipart/mixed; boundary=b\n\n--b\n--b\n\n--b--\n",
            #"{"parts":[{},{"path":"1","size":0},{"path":"2","size":0}]}"#),
        .init(
            "A transfer encoding on a multipart is ignored",
            "Content-Transfer-Encoding: base64\n" + multipart("mixed", "\none"),
            #"{"text":"one","parts":[{"encoding":null,"size":null,"sha256":null},{"path":"1"}],"defects":[{"code":"encoded-multipart","path":"TEXT"}]}"#
        ),
        .init(
            "An embedded message is leaf and container, numbered as IMAP does",
            multipart(
                "mixed", "\nx", "Content-Type: message/rfc822\n\nSubject: s\n\nyy",
                "Content-Type: message/global\n\n" + multipart("mixed", "\nz", boundary: "c")),
            #"{"attachments":["2","3"],"text":"x","parts":[{"path":"TEXT"},{"path":"1"},{"path":"2","size":14},{"path":"2.1"},{"path":"3","contentType":"message/global","charset":null},{"path":"3.TEXT"},{"path":"3.1"}]}"#
        ),
        .init(
            "An encoded message is decoded first",
            "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogcwoKeA==\n",
            #"{"parts":[{"path":"1","size":13},{"path":"1.1","size":1}],"defects":[{"code":"encoded-message","path":"1"}]}"#
        ),
        .init(
            "The rest of message/* are plain leaves", "Content-Type: message/delivery-status\n\nA: b\n",
            #"{"attachments":["1"],"parts":[{"path":"1"}]}"#),
        .init(
            "Deeper than 100 are leaves", String(repeating: "Content-Type: message/rfc822\n\n", count: 102),
            #"{"defects":[{"code":"nesting-too-deep","path":"1"# + String(repeating: ".1", count: 100) + #""}]}"#),
    ]

    static let ofDecoding: [Sentence] = [
        .init(
            "Of base64, what is no digit is skipped, and decoding ends at the padding",
            "Content-Transfer-Encoding: base64\n\nY!Q==YQ==\n",
            #"{"text":"a","defects":[{"code":"base64-garbage","path":"1"}]}"#),
        .init(
            "2 left-over digits give 1 byte, 3 give 2, 1 is dropped",
            multipart(
                "mixed", "Content-Transfer-Encoding: base64\n\nYQ", "Content-Transfer-Encoding: base64\n\nYWI",
                "Content-Transfer-Encoding: base64\n\nYWJjZ"),
            #"{"parts":[{},{"size":1},{"size":2},{"size":3}],"defects":[]}"#),
        .init(
            "Of quoted-printable, either case; any other = stays",
            "Content-Transfer-Encoding: quoted-printable\n\n=4a=4Bx=\ny =zz=",
            #"{"text":"JKxy =zz","defects":[{"code":"qp-malformed","path":"1"}]}"#),
        .init(
            "Blanks at line ends are kept", "Content-Transfer-Encoding: QUOTED-Printable (c)\n\nx \t\ny",
            #"{"text":"x \t\ny","parts":[{"encoding":"quoted-printable"}],"defects":[]}"#),
        .init(
            "uuencode is undone from begin to end",
            "Content-Transfer-Encoding: x-uue\n\nnoise\nbegin 644 a\n#86)C\n`\nend\nmore\n",
            #"{"text":"abc","parts":[{"encoding":"x-uue","size":3}]}"#),
        .init(
            "A begin block elsewhere is left in the text", "\nbegin 644 a\n#86)C\n`\nend\n",
            #"{"text":"begin 644 a\n#86)C\n`\nend\n"}"#),
        .init(
            "Unknown tokens: content as is", "Content-Transfer-Encoding: \"x-none\";\n\n=41\n",
            #"{"text":"=41\n","parts":[{"encoding":"x-none"}],"defects":[{"code":"unknown-encoding","path":"1"}]}"#),
        .init(
            "size and sha256 are of the line ends in the file; the break before a boundary is the boundary's",
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\na\r\nb\r\n--b--\r\n",
            #"{"text":"a\nb","parts":[{},{"size":4,"sha256":"18745f36a05e29072709042d6062ce54f1b08ff36c27ba80c39f81fb010c8ce2"}]}"#
        ),
        .init(
            "iso-8859-1 is windows-1252",
            bytes: Array("Content-Type: text/plain; charset=ISO-8859-1\n\n".utf8) + [0x80, 0xFC],
            #"{"text":"€ü","parts":[{"charset":"iso-8859-1"}],"defects":[]}"#),
        .init(
            "gb2312 is gb18030",
            bytes: Array("Content-Type: text/plain; charset=gb2312\n\n".utf8) + [0x81, 0x30, 0x81, 0x30, 0xA2, 0xE3],
            #"{"text":"\u0080€","defects":[]}"#),
        .init(
            "shift_jis is windows-31j",
            bytes: Array("Content-Type: text/plain; charset=shift_jis\n\n".utf8) + [0x87, 0x40],
            #"{"text":"①","defects":[]}"#),
        .init(
            "ks_c_5601-1987 is windows-949",
            bytes: Array("Content-Type: text/plain; charset=ks_c_5601-1987\n\n".utf8) + [0x8C, 0x63],
            #"{"text":"똠","defects":[]}"#),
        .init(
            "ISO-2022-JP has the rows that mailers send",
            "Content-Type: text/plain; charset=iso-2022-jp\n\n\u{1B}$B-!\u{1B}(I1\u{1B}(B",
            #"{"text":"①ｱ","defects":[]}"#),
        .init(
            "No label: UTF-8 when it is valid", "\nü",
            #"{"text":"ü","defects":[{"code":"charset-guessed","path":"1"}]}"#),
        .init(
            "No label: otherwise windows-1252", bytes: Array("\n".utf8) + [0x93, 0xFC],
            #"{"text":"“ü","defects":[{"code":"charset-guessed","path":"1"}]}"#),
        .init(
            "An unknown label", "Content-Type: text/plain; charset=x-none\n\nü",
            #"{"text":"ü","defects":[{"code":"charset-unknown","path":"1"}]}"#),
        .init(
            "A known label with bytes that do not fit",
            bytes: Array("Content-Type: text/plain; charset=utf-8\n\na".utf8) + [0xFF, 0x62],
            #"{"text":"a\ufffdb","defects":[{"code":"charset-invalid-bytes","path":"1"}]}"#),
        .init(
            "A BOM at the start of the text is dropped; controls stay",
            "Content-Type: text/plain; charset=utf-8\n\n\u{FEFF}a\0\u{1B}", #"{"text":"a\u0000\u001b"}"#),
        .init(
            "Raw 8-bit octets in headers", bytes: Array("Subject: ".utf8) + [0xFC] + Array("\n\n".utf8),
            #"{"subject":"ü","defects":[{"code":"raw-8bit-header","path":null}]}"#),
        .init(
            "charset-mismatch: all bytes are UTF-8, twice", "Content-Type: text/plain; charset=iso-8859-1\n\nüß",
            #"{"text":"Ã¼ÃŸ","defects":[{"code":"charset-mismatch","path":"1"}]}"#),
        .init(
            "charset-mismatch: not for one sequence", "Content-Type: text/plain; charset=iso-8859-1\n\nü",
            #"{"text":"Ã¼","defects":[]}"#),
    ]

    static let ofHeaders: [Sentence] = [
        .init(
            "Subject: null when it is empty", "Subject: \n\n",
            #"{"subject":null,"headers":[{"name":"Subject","value":""}]}"#),
        .init(
            "Message-ID: the text inside the first angle brackets", "Message-ID: junk <a@b> <c@d>\n\n",
            #"{"messageId":"a@b"}"#),
        .init("Message-ID: without brackets, the trimmed value", "Message-ID:  a@b \n\n", #"{"messageId":"a@b"}"#),
        .init(
            "Encoded-words in every field, joined as bytes", "X-Any: =?utf-8?q?Gr=C3?= \n =?UTF-8*de?B?vMOfZQ?=x\n\n",
            #"{"headers":[{"name":"X-Any","value":"Grüßex"}]}"#),
        .init(
            "Encoded-words in quoted strings and with blanks inside", "To: \"=?utf-8?q?a b?=\" <a@b.test>\n\n",
            #"{"to":[{"name":"a b","address":"a@b.test"}]}"#),
        .init(
            "Words that cannot be decoded stay as written", "Subject: =?utf-8?x?a?=\n\n",
            #"{"subject":"=?utf-8?x?a?=","defects":[{"code":"invalid-encoded-word","path":null}]}"#),
        .init(
            "Addresses are split first", "To: =?utf-8?q?Doe=2C_J?= <a@b.test>, \"x\\\"y\" <c@d.test>\n\n",
            #"{"to":[{"name":"Doe, J","address":"a@b.test"},{"name":"x\"y","address":"c@d.test"}]}"#),
        .init(
            "A comment is the name; a group's name is dropped; ; separates",
            "To: a@b (Joe); G: c@d;, e@f\nCc: undisclosed-recipients:;\n\n",
            #"{"to":[{"name":"Joe","address":"a@b"},{"name":null,"address":"c@d"},{"address":"e@f"}],"cc":[]}"#),
        .init(
            "A source route is dropped; a name may look like an address", "To: x@y <@r.test:a@b>\nBcc: root\n\n",
            #"{"to":[{"name":"x@y","address":"a@b"}],"bcc":[{"name":null,"address":"root"}],"defects":[{"code":"invalid-address","path":null}]}"#
        ),
        .init(
            "RFC 2231: a gap ends the value",
            "Content-Disposition: attachment; filename*1=b; filename*0*=utf-8''%C3%; filename*3=d\n\n",
            #"{"parts":[{"filename":"\ufffd%b"}]}"#),
        .init(
            "filename* wins over filename, Content-Disposition over name",
            "Content-Type: a/b; name=c\nContent-Disposition: Attachment; filename=d; filename*=utf-8''..%2Fe\n\n",
            #"{"parts":[{"filename":"../e","disposition":"attachment"}],"attachments":["1"]}"#),
        .init("contentId is without the angle brackets", "Content-ID: <a@b>\n\n", #"{"parts":[{"contentId":"a@b"}]}"#),
        .init(
            "The offset of the field is kept", "Date: Wed, 1 May 2024 12:30 +0200\n\n",
            #"{"date":"2024-05-01T12:30:00+02:00"}"#),
        .init(
            "Two-digit and three-digit years, zone names, comments", "Date: 1 (x) May 49 12:30:01 EST\n\n",
            #"{"date":"2049-05-01T12:30:01-05:00"}"#),
        .init(
            "No zone and other zones are +00:00", "Date: 1 May 104 12:30:00 XYZ\n\n",
            #"{"date":"2004-05-01T12:30:00+00:00"}"#),
        .init(
            "A date that cannot be read is null", "Date: soon\n\n",
            #"{"date":null,"defects":[{"code":"invalid-date","path":null}]}"#),
    ]

    static let ofBodies: [Sentence] = [
        .init(
            "alternative: text from the first, html from the last",
            multipart("alternative", "\none", html, "\ntwo", "Content-Type: text/html\n\n<i>"),
            #"{"text":"one","html":"<i>","attachments":["2","3"]}"#),
        .init(
            "related: the part named by start",
            multipart(
                "related", "Content-ID: <i>\nContent-Type: image/png\n\nx", "Content-ID: <r>\n\(html)",
                more: "; start=\"<r>\""), #"{"html":"<b>x</b>","text":null,"attachments":[]}"#),
        .init(
            "related: else the first", multipart("related", html, "Content-Type: image/png\n\nx"),
            #"{"html":"<b>x</b>","attachments":["2"]}"#),
        .init("signed: the first child", multipart("signed", "\none", "\ntwo"), #"{"text":"one","attachments":["2"]}"#),
        .init(
            "encrypted: nothing", multipart("encrypted", "\none", "\ntwo"), #"{"text":null,"attachments":["1","2"]}"#),
        .init(
            "mixed and others: every child in order, with a line break between",
            multipart("x-other", "\none", html, "\ntwo\n", "\nfooter"),
            #"{"text":"one\ntwo\nfooter","html":"<b>x</b>"}"#),
        .init(
            "format=flowed is not unwrapped here", "Content-Type: text/plain; format=flowed\n\na \nb\n",
            #"{"text":"a \nb\n"}"#),
        .init(
            "An attached text is no body", multipart("mixed", "\none", "Content-Disposition: attachment\n\ntwo"),
            #"{"text":"one","attachments":["2"]}"#),
        .init(
            "A named text is one as the first child, in alternative, or alone",
            multipart(
                "mixed", "Content-Type: text/plain; name=a\n\none", "Content-Type: text/plain; name=b\n\ntwo",
                multipart("alternative", "Content-Type: text/plain; name=c\n\nthree", boundary: "c")),
            #"{"text":"one\nthree","attachments":["2"]}"#),
        .init(
            "A named text alone is a body", "Content-Type: text/plain; name=a\n\none",
            #"{"text":"one","attachments":[]}"#),
        .init(
            "A single part of another text subtype counts as plain", "Content-Type: text/calendar\n\none",
            #"{"text":"one","attachments":[],"parts":[{"contentType":"text/calendar"}]}"#),
        .init(
            "Parts inside an attached message are no attachments",
            multipart(
                "mixed", "\none",
                "Content-Type: message/rfc822\n\n" + multipart("mixed", "Content-Type: image/png\n\nx", boundary: "c")),
            #"{"text":"one","attachments":["2"]}"#),
        .init(
            "Inline is what has a Content-ID within a related",
            multipart(
                "related", html, "Content-ID: <a>\nContent-Type: image/png\n\nx",
                "Content-ID: <b>\nContent-Disposition: attachment\n\nx"), #"{"attachments":["3"]}"#),
        .init(
            "Outside of a related it is an attachment",
            multipart("mixed", html, "Content-ID: <a>\nContent-Type: image/png\n\nx"), #"{"attachments":["2"]}"#),
        .init(
            "A check has code, severity, path, range, clause and text",
            "From: a@b.test\nBcc: c@d.test\nSubject: s\nDate: 1 May 2024 12:30\nMessage-ID: <a@b.test>\n\nx\n",
            #"{"checks":[{"code":"bcc-in-content","severity":"error","path":null,"range":[15,28]}]}"#),
    ]
}
