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

let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let nio: [Target.Dependency] = ["NIOCore", "NIOPosix", "NIOTLS"].map { .product(name: $0, package: "swift-nio") }
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")

/// What `roost send` sends.
let samples = ["plain", "html", "attachments", "utf8", "broken", "calendar"]

let package = Package(
    name: "Roost",
    products: [.executable(name: "roost", targets: ["roost"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    ],
    targets: [
        .systemLibrary(name: "CProcessor"),
        room("MailCore", ["CProcessor"]),
        room("TerminalText"),
        .systemLibrary(name: "CNcursesw"),
        room("InternetMessage", ["MailCore"]),
        room("HTMLText", ["MailCore", "TerminalText"]),
        room("SMTPProtocol", ["MailCore"]),
        room("MessageStore", ["MailCore", systemPackage]),
        room("Terminal", ["CNcursesw", "TerminalText"]),
        room("SMTPServer", ["MailCore", "SMTPProtocol", nioSSL] + nio),
        room("MessageCatalog", ["MailCore", "InternetMessage", "HTMLText", "MessageStore", "TerminalText"]),
        room("TerminalUI", ["MailCore", "TerminalText", "InternetMessage", "HTMLText", "Terminal", "MessageCatalog"]),
        .target(
            name: "Resources", path: "Resources",
            exclude: [
                "Containerfile", "install", "package", "roost-query.7", "roost-store.5", "roost.1", "roost.service",
            ],
            resources: (["hints.txt", "setup.txt"] + samples.map { "samples/\($0).eml" }).map { .embedInCode($0) },
            swiftSettings: settings),
        room(
            "RoostKit",
            [
                "MailCore", "TerminalText", "InternetMessage", "HTMLText", "SMTPProtocol", "MessageStore", "Terminal",
                "SMTPServer", "MessageCatalog", "TerminalUI", "Resources", systemPackage, nioSSL, x509, crypto, asn1,
            ] + nio),
        .executableTarget(
            name: "roost",
            dependencies: [
                "MailCore", "MessageStore", "MessageCatalog", "RoostKit", systemPackage,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),

        tests("MailCoreTests", ["MailCore"]),
        tests("TerminalTextTests", ["TerminalText"]),
        tests("InternetMessageTests", ["MailCore", "InternetMessage"]),
        tests("HTMLTextTests", ["HTMLText", "TerminalText"]),
        tests("SMTPProtocolTests", ["MailCore", "SMTPProtocol"]),
        tests("MessageStoreTests", ["MailCore", "MessageStore", systemPackage]),
        tests("TerminalTests", ["Terminal", "TerminalText"]),
        tests(
            "SMTPServerTests",
            ["MailCore", "SMTPProtocol", "SMTPServer", .product(name: "NIOEmbedded", package: "swift-nio")] + nio),
        tests("MessageCatalogTests", ["MailCore", "InternetMessage", "MessageStore", "MessageCatalog", systemPackage]),
        tests(
            "TerminalUITests",
            ["MailCore", "TerminalText", "InternetMessage", "Terminal", "MessageCatalog", "TerminalUI"]),
        tests(
            "RoostKitTests",
            [
                "MailCore", "TerminalText", "MessageStore", "MessageCatalog", "SMTPProtocol", "SMTPServer",
                "InternetMessage", "Terminal", "TerminalUI",
                "RoostKit", systemPackage, nioSSL, x509, crypto, asn1,
            ] + nio),
        tests("EndToEndTests", ["roost", "RoostKit"]),
    ]
)
