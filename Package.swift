// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let nio: [Target.Dependency] = ["NIOCore", "NIOPosix"].map { .product(name: $0, package: "swift-nio") }

let package = Package(
    name: "Roost",
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2")
    ],
    targets: [
        room("MailCore"),
        room("SMTPProtocol", ["MailCore"]),
        room("SMTPServer", ["MailCore", "SMTPProtocol"] + nio),

        tests("MailCoreTests", ["MailCore"]),
        tests("SMTPProtocolTests", ["MailCore", "SMTPProtocol"]),
        tests(
            "SMTPServerTests",
            ["MailCore", "SMTPProtocol", "SMTPServer", .product(name: "NIOEmbedded", package: "swift-nio")] + nio),
    ]
)
