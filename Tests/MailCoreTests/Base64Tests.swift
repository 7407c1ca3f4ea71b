import Foundation
import MailCore
import Testing

@Suite struct Base64Tests {
    private func decode(_ text: String) -> (text: String, hasGarbage: Bool) {
        let (bytes, hasGarbage) = Base64.decode(Array(text.utf8).span)
        return (String(decoding: bytes, as: UTF8.self), hasGarbage)
    }

    /// RFC 4648 section 10.
    @Test(arguments: [
        ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob"), ("Zm9vYmE=", "fooba"),
        ("Zm9vYmFy", "foobar"),
    ])
    func vectors(_ encoded: String, _ plain: String) {
        #expect(decode(encoded) == (plain, false))
    }

    @Test(arguments: [
        ("Zm9vYg", "foob", false), ("Zm9vYmE", "fooba", false), ("Zm9vY", "foo", false),
        ("Zm 9v\r\n\tYmFy", "foobar", false),
        ("Zm9*v-", "foo", true), ("Zg==Zm9v", "f", false), ("====", "", false),
    ])
    func forgiven(_ encoded: String, _ plain: String, _ hasGarbage: Bool) {
        #expect(decode(encoded) == (plain, hasGarbage))
    }

    @Test func decodesWhatIsEncoded() {
        for length in 0..<600 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 167 ^ length &* 31 ^ $0 >> 3) }
            let encoded = Data(bytes).base64EncodedString(options: [
                .lineLength76Characters, .endLineWithCarriageReturn,
            ])
            let decoded = Base64.decode(Array(encoded.utf8).span)
            #expect(decoded.bytes == bytes)
            #expect(!decoded.hasGarbage)
        }
    }
}
