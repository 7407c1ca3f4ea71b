// swift-tools-version: 6.2
import PackageDescription

// Benchmarks of the rooms by themselves, in a package of their own so that users never build it:
//
//     cd Tests/Benchmarks && swift run -c release store DIRECTORY
//     cd Tests/Benchmarks && swift run -c release nio-floor PORT FILE
//     cd Tests/Benchmarks && ./hot.py

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Rooms/\(name)", swiftSettings: settings)
}

let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

let nio: [Target.Dependency] = ["NIOCore", "NIOPosix"].map { .product(name: $0, package: "swift-nio") }

let package = Package(
    name: "Benchmarks",
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    ],
    targets: [
        .systemLibrary(name: "CProcessor", path: "Rooms/CProcessor"),
        room("MailCore", ["CProcessor"]),
        .systemLibrary(name: "CNcursesw", path: "Rooms/CNcursesw"),
        room("TerminalText"),
        room("InternetMessage", ["MailCore"]),
        room("HTMLText", ["MailCore", "TerminalText"]),
        room("SMTPProtocol", ["MailCore"]),
        room("MessageStore", ["MailCore", systemPackage]),
        room("Terminal", ["CNcursesw", "TerminalText"]),
        room("MessageCatalog", ["MailCore", "InternetMessage", "HTMLText", "MessageStore", "TerminalText"]),
        room("TerminalUI", ["MailCore", "TerminalText", "InternetMessage", "HTMLText", "Terminal", "MessageCatalog"]),
        .executableTarget(
            name: "hot",
            dependencies: [
                "BenchmarkMail", "MailCore", "InternetMessage", "HTMLText", "SMTPProtocol", "MessageStore", "Terminal",
                "MessageCatalog",
                "TerminalUI", systemPackage,
            ], path: "hot", swiftSettings: settings),
        .target(name: "BenchmarkMail", dependencies: ["MailCore"], path: "Mail", swiftSettings: settings),
        .executableTarget(
            name: "store", dependencies: ["BenchmarkMail", "MailCore", "MessageStore", systemPackage], path: "store",
            swiftSettings: settings),
        .executableTarget(
            name: "parse", dependencies: ["InternetMessage"], path: "parse", swiftSettings: settings),
        .executableTarget(
            name: "nio-floor", dependencies: nio, path: "nio-floor", swiftSettings: settings),
    ]
)
