/// The small texts that are built into the program.
package enum EmbeddedText {
    /// How frameworks are pointed at Roost: a line each, name, tab, setting with `{host}` and `{port}`.
    package static var setup: String { String(decoding: PackageResources.setup_txt, as: UTF8.self) }
}
