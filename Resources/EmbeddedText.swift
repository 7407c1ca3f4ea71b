/// The small texts that are built into the program.
package enum EmbeddedText {
    /// How frameworks are pointed at Roost: a line each, name, tab, setting with `{host}` and `{port}`.
    package static var setup: String { String(decoding: PackageResources.setup_txt, as: UTF8.self) }

    /// Why frameworks send no mail in tests: a line each, name, tab, the file (and `:` and a text in it) that gives the
    /// framework away, tab, what to do.
    package static var hints: String { String(decoding: PackageResources.hints_txt, as: UTF8.self) }

    /// Messages to try a listener with, byte for byte.
    package static var samples: [(name: String, content: [UInt8])] {
        [
            ("plain", PackageResources.plain_eml), ("html", PackageResources.html_eml),
            ("attachments", PackageResources.attachments_eml), ("utf8", PackageResources.utf8_eml),
            ("broken", PackageResources.broken_eml), ("calendar", PackageResources.calendar_eml),
        ]
    }
}
