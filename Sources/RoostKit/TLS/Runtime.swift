package import SystemPackage

/// Whose programs are made to trust the local authority.
package enum Runtime: String, CaseIterable, Sendable {
    case java, node, python, php, ruby, go, system

    /// Lines of shell that make programs of this runtime trust a certificate beside what they trust already.
    package func lines(trusting certificate: FilePath) -> [String] {
        let file = Self.quoted(certificate.string)
        switch self {
        case .java:
            let store = certificate.removingLastComponent().appending("java-truststore").string
            let properties = "-Djavax.net.ssl.trustStore=\(Self.quotedForJava(store))"
            return [
                "# a copy of what Java trusts, with one certificate more",
                #"java_home=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')"#,
                #"cp -f "$java_home/lib/security/cacerts" \#(Self.quoted(store))"#,
                "keytool -importcert -noprompt -alias roost -file \(file) "
                    + "-keystore \(Self.quoted(store)) -storepass changeit",
                #"export JAVA_TOOL_OPTIONS="${JAVA_TOOL_OPTIONS-} "\#(Self.quoted(properties))"#,
            ]
        case .node:
            return ["export NODE_EXTRA_CA_CERTS=\(file)"]
        case .python, .ruby, .go:
            return Self.certificateFile(file)
        case .php:
            return Self.certificateFile(file) + [
                "# behind a web server, which hides the environment, in php.ini instead:",
                "# openssl.cafile=\"\(certificate)\"",
            ]
        case .system:
            return [
                "# Debian and its like; back: sudo rm the copy, sudo update-ca-certificates --fresh",
                "sudo cp \(file) /usr/local/share/ca-certificates/roost.crt",
                "sudo update-ca-certificates",
            ]
        }
    }

    /// OpenSSL and Go read this file beside the folder of the system's certificates.
    private static func certificateFile(_ file: String) -> [String] {
        [
            "# where the system's certificates are one file and no folder, it stands for that: name a copy with both",
            "export SSL_CERT_FILE=\(file)",
        ]
    }

    /// As one word of a shell.
    private static func quoted(_ text: String) -> String {
        let harmless = text.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0)
                || "/._-=".utf8.contains($0)
        }
        return harmless
            ? text : "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }

    /// As one word of `JAVA_TOOL_OPTIONS`.
    private static func quotedForJava(_ text: String) -> String {
        text.utf8.contains(0x20) ? "\"\(text)\"" : text
    }
}
