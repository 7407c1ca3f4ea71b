import MailCore

/// What each file in a message is, by its name and its first octets.
struct PartChecks {
    private(set) var checks: [Check] = []

    private let reader: MessageReader
    private let bodies: Bodies

    init(of reader: MessageReader, _ bodies: Bodies) {
        self.reader = reader
        self.bodies = bodies
    }

    /// Takes an entity and its decoded octets.
    mutating func visit(_ index: Int, _ bytes: [UInt8]) {
        let entity = reader.message.entities[index]
        guard entity.kind == .leaf else { return }
        let name = reader.filename(of: index)
        let isProgram = FileType(of: bytes) == .program
        if let name, isProgram || Self.hasExecutableExtension(name) {
            checks.append(Check(.executableAttachment, path: entity.path, detail: name))
        }
        guard !bytes.isEmpty, let mismatch = Self.mismatch(entity.contentType.mediaType, bytes) else { return }
        checks.append(Check(.typeMismatch, path: entity.path, detail: mismatch))
    }

    /// `image/png, but it is a PDF`
    private static func mismatch(_ mediaType: String, _ bytes: [UInt8]) -> String? {
        let found = FileType(of: bytes)
        if let declared = FileType.allCases.first(where: { $0.mediaTypes.contains(mediaType) }) {
            guard declared != found else { return nil }
            return mediaType + (found.map { ", but it is \($0.rawValue)" } ?? ", but it does not begin as one")
        }
        guard mediaType.hasPrefix("text/") || mediaType.hasPrefix("image/"), let found, found.isBinaryForCertain
        else { return nil }
        return mediaType + ", but it is \(found.rawValue)"
    }

    private static func hasExecutableExtension(_ name: String) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count > 1, let last = parts.last else { return false }
        return executableExtensions.contains(last.lowercased().filter { !$0.isWhitespace })
    }

    /// What large providers refuse to carry.
    private static let executableExtensions: Set<String> = [
        "ade", "adp", "apk", "app", "appx", "bat", "cab", "chm", "cmd", "com", "cpl", "dll", "dmg", "exe", "hta", "ins",
        "isp", "jar", "js", "jse", "lib", "lnk", "mde", "msc", "msi", "msp", "mst", "nsh", "pif", "ps1", "reg", "scf",
        "scr", "sct", "shb", "sys", "vb", "vbe", "vbs", "vxd", "wsc", "wsf", "wsh",
    ]
}

/// What a file is by its first octets; the raw value reads behind "it is".
enum FileType: String, CaseIterable {
    case png = "a PNG"
    case jpeg = "a JPEG"
    case gif = "a GIF"
    case webp = "a WebP"
    case pdf = "a PDF"
    case zip = "a ZIP archive"
    case gzip = "a gzip file"
    case program = "a program"

    init?(of bytes: [UInt8]) {
        guard let found = Self.allCases.first(where: { $0.matches(bytes) }) else { return nil }
        self = found
    }

    /// Those that allow nothing else.
    var mediaTypes: [String] {
        switch self {
        case .png: ["image/png"]
        case .jpeg: ["image/jpeg", "image/jpg"]
        case .gif: ["image/gif"]
        case .webp: ["image/webp"]
        case .pdf: ["application/pdf"]
        case .zip: ["application/zip", "application/x-zip-compressed"]
        case .gzip: ["application/gzip", "application/x-gzip"]
        case .program: []
        }
    }

    /// Whether text never begins like this.
    var isBinaryForCertain: Bool {
        switch self {
        case .png, .jpeg, .webp, .zip, .gzip, .pdf: true
        case .gif, .program: false
        }
    }

    private func matches(_ bytes: [UInt8]) -> Bool {
        switch self {
        case .png: bytes.starts(with: [0x89, 0x50, 0x4E, 0x47])
        case .jpeg: bytes.starts(with: [0xFF, 0xD8, 0xFF])
        case .gif: bytes.starts(with: "GIF8".utf8)
        case .webp: bytes.starts(with: "RIFF".utf8) && bytes.dropFirst(8).starts(with: "WEBP".utf8)
        case .pdf: bytes.starts(with: "%PDF-".utf8)
        case .zip: bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
        case .gzip: bytes.starts(with: [0x1F, 0x8B, 0x08])
        case .program: isProgram(bytes)
        }
    }

    /// PE, ELF and Mach-O.
    private func isProgram(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]) || bytes.starts(with: [0xCF, 0xFA, 0xED, 0xFE])
            || bytes.starts(with: "MZ".utf8) && bytes.prefix(64).contains(0)
    }
}
