/// One option of the listener: how it is called, read and written.
///
/// The table of them (``all``) is the one place that knows an option: its flag, its `ROOST_…` variable, its key in the
/// config file and its line in `serve --dump-config` all come from there.
package struct ListenerSetting: Sendable {
    package enum Form: Sendable {
        case value
        /// May be given several times.
        case list
        /// `--name`; `name = on` in the config file.
        case flag
    }

    /// As the flag has it, without the dashes: `max-size`.
    package let name: String
    package let form: Form
    /// What stands for the value in the help.
    package let placeholder: String
    package let help: String
    /// What a text must be, to complete "give …".
    let expected: String
    /// `false` when a text is not what is expected.
    let read: @Sendable ([String], inout ListenerConfiguration) -> Bool
    /// The texts that ``read`` makes the same of again; none when the option is not set.
    let write: @Sendable (ListenerConfiguration) -> [String]

    /// `ROOST_MAX_SIZE`
    var variable: String {
        "ROOST_" + String(name.map { $0 == "-" ? "_" : Character($0.uppercased()) })
    }

    /// Whether its texts are for this user's eyes only.
    var isSecret: Bool { name == "auth" }

    /// The flags that say what the configuration says.
    func arguments(for configuration: ListenerConfiguration) -> [String] {
        let texts = write(configuration)
        return form == .flag ? texts.map { _ in "--" + name } : texts.flatMap { ["--" + name, $0] }
    }
}

extension ListenerSetting {
    typealias Property<Value> = any WritableKeyPath<ListenerConfiguration, Value> & Sendable

    static func value<Value>(
        _ name: String, _ placeholder: String, _ help: String, expected: String,
        _ path: Property<Value>,
        read: @escaping @Sendable (String) -> Value?, write: @escaping @Sendable (Value) -> String?
    ) -> ListenerSetting {
        ListenerSetting(
            name: name, form: .value, placeholder: placeholder, help: help, expected: expected,
            read: { texts, configuration in
                guard let value = texts.last.flatMap(read) else { return false }
                configuration[keyPath: path] = value
                return true
            },
            write: { write($0[keyPath: path]).map { [$0] } ?? [] })
    }

    static func list<Element>(
        _ name: String, _ placeholder: String, _ help: String, expected: String,
        _ path: Property<[Element]>,
        read: @escaping @Sendable (String) -> Element?, write: @escaping @Sendable (Element) -> String
    ) -> ListenerSetting {
        ListenerSetting(
            name: name, form: .list, placeholder: placeholder, help: help, expected: expected,
            read: { texts, configuration in
                let elements = texts.compactMap(read)
                guard elements.count == texts.count else { return false }
                configuration[keyPath: path] = elements
                return true
            },
            write: { $0[keyPath: path].map(write) })
    }

    static func flag(
        _ name: String, _ help: String, _ path: Property<Bool>
    ) -> ListenerSetting {
        ListenerSetting(
            name: name, form: .flag, placeholder: "", help: help, expected: "on or off",
            read: { texts, configuration in
                guard let isOn = texts.last.flatMap(switches) else { return false }
                configuration[keyPath: path] = isOn
                return true
            },
            write: { $0[keyPath: path] ? ["on"] : [] })
    }

    private static func switches(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "on", "true", "yes", "1": true
        case "off", "false", "no", "0": false
        default: nil
        }
    }
}
