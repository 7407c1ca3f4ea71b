import InternetMessage
import MailCore
import Testing

@Suite struct AddressListTests {
    @Test(arguments: [
        ("a@b.test (Joe)", [Mailbox(displayName: "Joe", address: "a@b.test")]),
        ("undisclosed-recipients:;", []),
        (
            "G: a@b.test, C <c@d.test>; e@f.test",
            [
                Mailbox(address: "a@b.test"), Mailbox(displayName: "C", address: "c@d.test"),
                Mailbox(address: "e@f.test"),
            ]
        ),
        ("a@b.test; c@d.test", [Mailbox(address: "a@b.test"), Mailbox(address: "c@d.test")]),
        ("x@y.test <a@b.test>", [Mailbox(displayName: "x@y.test", address: "a@b.test")]),
        ("<@one.test,@two.test:a@b.test>", [Mailbox(address: "a@b.test")]),
        ("=?utf-8?Q?Doe=2C_J?= <a@b.test>", [Mailbox(displayName: "Doe, J", address: "a@b.test")]),
        (
            "=?utf-8?Q?Doe,_J?= <a@b.test>, c@d.test",
            [
                Mailbox(displayName: "Doe, J", address: "a@b.test"), Mailbox(address: "c@d.test"),
            ]
        ),
        ("\"A \\\"B\\\" C\" <a@b.test>", [Mailbox(displayName: "A \"B\" C", address: "a@b.test")]),
        ("\"a b\"@c.test", [Mailbox(address: "\"a b\"@c.test")]),
        ("root", [Mailbox(address: "root")]),
        ("Joe <root>", [Mailbox(displayName: "Joe", address: "root")]),
        ("<>", []), ("", []), (" , ,;", []),
    ])
    func splits(_ body: String, _ mailboxes: [Mailbox]) {
        #expect(AddressList(parsing: Array(body.utf8)).mailboxes == mailboxes)
    }

    @Test func oddOnesAreNamed() {
        #expect(AddressList(parsing: Array("root".utf8)).hasInvalid)
        #expect(AddressList(parsing: Array("<>".utf8)).hasInvalid)
        #expect(!AddressList(parsing: Array("G:;, a@b.test".utf8)).hasInvalid)
    }

    @Test func everyFieldOfANameCounts() {
        let reader = MessageReader(content: Array("To: a@b.test\nX: y\nTO: c@d.test\n\n".utf8))
        #expect(reader.mailboxes("to").map(\.address) == ["a@b.test", "c@d.test"])
    }
}
