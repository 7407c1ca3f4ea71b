package import MessageCatalog
package import SystemPackage

/// What `roost run` tells its command of the listener: the names that frameworks read.
package enum RunEnvironment {
    /// - Parameters:
    ///   - additions: `NAME=TEMPLATE`, with `{host}` and `{port}` where those of the listener go.
    /// - Returns: `nil` when an addition is no `NAME=TEMPLATE`.
    package static func variables(
        of endpoint: ListenerStatus.Endpoint, store: FilePath, additions: [String]
    ) throws(Failure) -> [String: String] {
        let (host, port, url) = (endpoint.host, String(endpoint.port), endpoint.url)
        var variables = [
            "SMTP_HOST": host, "SMTP_PORT": port, "SMTP_ADDRESS": host, "SMTP_SERVER": host, "SMTP_URL": url,
            "MAIL_HOST": host, "MAIL_PORT": port, "MAIL_MAILER": "smtp",
            "EMAIL_HOST": host, "EMAIL_PORT": port, "EMAIL_URL": url,
            "MAILER_DSN": url,
            "SPRING_MAIL_HOST": host, "SPRING_MAIL_PORT": port,
            "QUARKUS_MAILER_HOST": host, "QUARKUS_MAILER_PORT": port, "QUARKUS_MAILER_MOCK": "false",
            "ROOST_STORE": store.string,
        ]
        for addition in additions {
            guard let sign = addition.firstIndex(of: "="), sign != addition.startIndex else {
                throw Failure(.usage, "--env \(addition): give NAME=TEMPLATE, as in MAIL_SERVER={host}:{port}")
            }
            variables[String(addition[..<sign])] = String(addition[addition.index(after: sign)...])
                .replacing("{host}", with: host).replacing("{port}", with: port)
        }
        return variables
    }
}
