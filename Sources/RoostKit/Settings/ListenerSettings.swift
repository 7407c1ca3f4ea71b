package import SystemPackage

/// What a listener is told by flags, environment and config file, in this order; the defaults come last.
package struct ListenerSettings: Sendable {
    package let configuration: ListenerConfiguration
    /// What of the config file means nothing, a line each.
    package let warnings: [String]

    /// Keys of the config file that are not options of the listener.
    private static let otherKeys = ["ui.", "tag."]

    /// - Parameters:
    ///   - flags: The texts that were given, by the option's name.
    /// - Throws: A text that is not what its option expects, wherever it stands.
    package init(
        store: FilePath, flags: [String: [String]], environment: [String: String]
    ) throws(Failure) {
        let file = try ConfigFile.read(option: flags["config"]?.last, environment: environment)
        var configuration = ListenerConfiguration(store: store)
        for setting in ListenerSetting.all {
            guard let given = Self.given(setting, flags, environment, file) else { continue }
            guard setting.read(given.texts, &configuration) else {
                throw Failure(.usage, "\(given.source): give \(setting.expected)")
            }
        }
        self.configuration = configuration
        warnings =
            file?.warnings(
                known: Set(ListenerSetting.all.map(\.name)).subtracting(["config"]), prefixes: Self.otherKeys)
            ?? []
    }

    /// What is in force, as a config file says it.
    package var lines: [String] {
        ListenerSetting.all.filter { $0.name != "config" }.flatMap { setting in
            setting.write(configuration).map { "\(setting.name) = \($0)" }
        }
    }

    /// The texts of an option from the first place that has any, and how that place is told of.
    private static func given(
        _ setting: ListenerSetting, _ flags: [String: [String]], _ environment: [String: String], _ file: ConfigFile?
    ) -> (texts: [String], source: String)? {
        if let texts = flags[setting.name], !texts.isEmpty {
            return (texts, "--\(setting.name) \(texts.joined(separator: " "))")
        }
        if let text = environment[setting.variable], !text.isEmpty {
            // Divided by line ends where there are any, so that a text may hold a comma.
            let divider: Character = text.contains("\n") ? "\n" : ","
            let texts = setting.form == .list ? text.split(separator: divider).map(String.init) : [text]
            return (texts, "\(setting.variable)=\(text)")
        }
        guard let file, setting.name != "config" else { return nil }
        let entries = file.entries.filter { $0.key == setting.name }
        guard let last = entries.last else { return nil }
        return (entries.map(\.value), "\(file.path):\(last.line): \(setting.name)")
    }
}
