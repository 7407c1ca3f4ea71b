import SMTPServer

/// `HOST:PORT` of `--listen`: also a bare host or a bare port.
package struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
    /// Without brackets; `nil` stands for both loopback addresses.
    package var host: String?
    package var port: Int

    package static let standardPort = 1025
    package static let standard = ListenAddress(host: nil, port: standardPort)

    package init(host: String?, port: Int) {
        self.host = host
        self.port = port
    }

    /// - Parameter port: What a bare host gets.
    /// - Returns: `nil` when the text is none of the three forms.
    package init?(parsing text: String, port standardPort: Int = standardPort) {
        if text.utf8.allSatisfy(\.isASCIIDigit), !text.isEmpty {
            guard let port = Self.port(text) else { return nil }
            self.init(host: nil, port: port)
        } else if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            let host = String(text[text.index(after: text.startIndex)..<end])
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":"),
                let port = rest.isEmpty ? standardPort : Self.port(String(rest.dropFirst()))
            else { return nil }
            self.init(host: host, port: port)
        } else if text.utf8.filter({ $0 == 0x3A }).count == 1, let colon = text.firstIndex(of: ":") {
            guard colon != text.startIndex, let port = Self.port(String(text[text.index(after: colon)...])) else {
                return nil
            }
            self.init(host: String(text[..<colon]), port: port)
        } else {
            guard !text.isEmpty else { return nil }
            self.init(host: text, port: standardPort)
        }
    }

    /// A missing ::1 is no fault when nobody asked for it by name.
    /// - Parameters:
    ///   - bind: Takes the place of a host that was not given.
    ///   - bridges: Listened on too where neither was given.
    func hosts(bind: String?, bridges: [String]) -> [SMTPListener.Host] {
        guard let host = host ?? bind, host != "localhost" else {
            return [
                SMTPListener.Host(name: "127.0.0.1", isOptional: false),
                SMTPListener.Host(name: "::1", isOptional: true),
            ] + (host == nil && bind == nil ? bridges : []).map { SMTPListener.Host(name: $0, isOptional: false) }
        }
        return [SMTPListener.Host(name: host, isOptional: false)]
    }

    /// The form that is read again: `1025`, `127.0.0.1:1025`, `[::1]:1025`.
    package var description: String {
        guard let host else { return String(port) }
        return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    private static func port(_ text: String) -> Int? {
        guard let port = Int(text), (0...65_535).contains(port) else { return nil }
        return port
    }
}

extension UInt8 {
    fileprivate var isASCIIDigit: Bool { (0x30...0x39).contains(self) }
}
