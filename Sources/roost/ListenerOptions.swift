import ArgumentParser
import RoostKit

/// The options of the listener as flags.
///
/// ArgumentParser learns of options by reflection; this reflects the table of settings, so that an option stands in one
/// place only.
struct ListenerOptions: ParsableArguments, CustomReflectable {
    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// The texts that were given, by the option's name.
    private var given: [String: [String]] = [:]

    init() {}

    init(from decoder: any Decoder) throws {
        let flags = try decoder.container(keyedBy: Key.self)
        for setting in ListenerSetting.all {
            let key = Key(stringValue: setting.name)
            switch setting.form {
            case .value, .list:
                given[setting.name] = try flags.decode(Option<[String]>.self, forKey: key).wrappedValue
            case .flag:
                given[setting.name] = try flags.decode(Flag<Bool>.self, forKey: key).wrappedValue ? ["on"] : []
            }
        }
    }

    var customMirror: Mirror {
        Mirror(self, children: ListenerSetting.all.map { (label: $0.name, value: Self.wrapper(of: $0)) })
    }

    private static func wrapper(of setting: ListenerSetting) -> Any {
        let name = NameSpecification.customLong(setting.name)
        switch setting.form {
        case .value, .list:
            return Option<[String]>(
                wrappedValue: [], name: name, parsing: .singleValue,
                help: ArgumentHelp("\(setting.help)", valueName: setting.placeholder))
        case .flag:
            return Flag<Bool>(wrappedValue: false, name: name, help: ArgumentHelp("\(setting.help)"))
        }
    }

    func settings(store: StoreOption) throws(Failure) -> ListenerSettings {
        try ListenerSettings(store: store.directory(), flags: given, environment: Environment.current)
    }
}

extension ListenerSettings {
    /// Says on stderr what of the config file means nothing.
    func warn() {
        for warning in warnings { StandardOutput.diagnose(warning) }
    }
}
