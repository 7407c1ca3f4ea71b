import MailCore
import SMTPProtocol
import SMTPServer

/// What the rooms below are told of a listener's configuration.
extension ListenerConfiguration {
    /// What is listened on, and how its URL begins.
    ///
    /// - Throws: when containers are to be served and there is no bridge to them.
    func listeners() throws(Failure) -> [(scheme: String, listener: SMTPListener)] {
        let bridges = servesContainers ? Container.bridgeAddresses : []
        guard !servesContainers || !bridges.isEmpty else {
            throw Failure(
                .unusable,
                "--docker: no container bridge (docker0, podman0, br-…) has an address; start the engine, or name an "
                    + "address with --bind")
        }
        let plain = addresses.map { address in
            (
                "smtp",
                SMTPListener(
                    hosts: address.hosts(bind: bind, bridges: bridges), port: address.port,
                    session: session(announcesTLS || requiresTLS ? .startTLS : .none))
            )
        }
        let encrypted = [
            ("submission", submission, 1587, SessionConfiguration.Encryption.startTLS),
            ("smtps", smtps, 1465, .implicit),
        ].compactMap { scheme, port, standardPort, encryption -> (String, SMTPListener)? in
            guard let address = address(of: port, standardPort: standardPort) else { return nil }
            return (
                scheme,
                SMTPListener(
                    hosts: address.hosts(bind: bind, bridges: bridges), port: address.port,
                    session: session(encryption), isOptional: true
                )
            )
        }
        return plain + encrypted
    }

    private func address(of port: TLSPort, standardPort: Int) -> ListenAddress? {
        switch port {
        case .off: nil
        case .at(let address): address
        // A second Roost on a port of its own shall not race for these.
        case .standard: addresses == [.standard] ? ListenAddress(host: nil, port: standardPort) : nil
        }
    }

    private func session(_ encryption: SessionConfiguration.Encryption) -> SessionConfiguration {
        SessionConfiguration(
            hostname: hostname, messageSize: messageSize, recipients: recipients, encryption: encryption,
            requiresTLS: requiresTLS, authentication: authentication, announcedMechanisms: mechanisms,
            hiddenExtensions: Set(hiddenExtensions), ruledStages: Set(rules.map(\.stage)))
    }

    private var authentication: SessionConfiguration.Authentication {
        if logins.contains(.off) { return .off }
        return credentials.isEmpty ? .any : .checked
    }

    private var credentials: [String: String] {
        var credentials: [String: String] = [:]
        for case .credentials(let user, let password) in logins { credentials[user] = password }
        return credentials
    }

    /// - Throws: One line, when only one of certificate and key is named, or what they name is no identity.
    func server(environment: [String: String]) throws(Failure) -> SMTPServerConfiguration {
        // A mistake in what was named is told at the start, not at the first handshake.
        if certificate != nil || key != nil {
            _ = try identity(environment).serverContext(hostName: .current, now: SystemClock.now())
        }
        var server = SMTPServerConfiguration(now: SystemClock.now)
        server.maximumConnections = connections
        server.idleTimeout = .milliseconds(idleTimeout)
        server.rules = rules
        let credentials = credentials
        server.verify = { CredentialCheck.isRight($0, passwords: credentials) }
        server.makeTLSContext = {
            try identity(environment).serverContext(hostName: .current, now: SystemClock.now())
        }
        return server
    }

    /// What TLS is served with.
    private func identity(_ environment: [String: String]) throws(Failure) -> TLSIdentity {
        switch (certificate, key) {
        case (nil, nil): return .made(try TLSFolder(environment: environment))
        case (let certificate?, let key?): return .files(certificate: certificate, key: key)
        case (_?, nil): throw Failure(.usage, "--tls-cert without --tls-key: name the key's file too")
        case (nil, _?): throw Failure(.usage, "--tls-key without --tls-cert: name the certificate's file too")
        }
    }
}
