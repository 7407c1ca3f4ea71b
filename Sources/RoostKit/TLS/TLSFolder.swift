package import MailCore
package import SystemPackage

/// The folder of the certificates that Roost makes: `$XDG_STATE_HOME/roost/tls`, 0700.
///
/// `authority.pem` and `server.pem` (0600) hold a key and its certificate each, `ca.pem` the authority's certificate
/// alone. A file appears whole or not at all, and of several makers at once one wins; the others use what it made.
/// What is damaged, or belongs to another user, is a failure and stays as it is.
package struct TLSFolder: Sendable {
    package let path: FilePath

    package init(_ path: FilePath) {
        self.path = path
    }

    /// - Throws: when the environment names no place.
    package init(environment: [String: String]) throws(Failure) {
        guard let state = StateFolder.path(environment) else {
            throw Failure(.unusable, "no place for the TLS keys: HOME is not set; set it or XDG_STATE_HOME")
        }
        self.init(state.appending("tls"))
    }

    private var authorityFile: FilePath { path.appending("authority.pem") }
    private var serverFile: FilePath { path.appending("server.pem") }
    private var certificateFile: FilePath { path.appending("ca.pem") }

    /// The authority that is there; `nil` when none was made yet. Changes nothing.
    package func authority(now: Timestamp) throws(Failure) -> LocalAuthority? {
        try check()
        guard let authority = try read(authorityFile) else { return nil }
        return try describe(authority, now: now)
    }

    /// The authority that is there, or a new one.
    package func makeAuthority(hostName: HostName?, now: Timestamp) throws(Failure) -> LocalAuthority {
        try describe(loadAuthority(hostName: hostName, now: now), now: now)
    }

    /// The server's certificate: the one that is there, or a new one when there is none, or when its end is near.
    func server(hostName: HostName?, now: Timestamp) throws(Failure) -> KeyedCertificate {
        let authority = try loadAuthority(hostName: hostName, now: now)
        let found = try read(serverFile)
        if let found {
            guard authority.hasIssued(found.certificate) else {
                throw Failure(
                    .unusable, "\(serverFile) was not issued by \(authorityFile); remove it, another is made")
            }
            if !CertificateProfile.isDue(
                found.certificate, hostName: hostName, authority: authority.certificate, now: now)
            {
                return found
            }
        }
        let pem = try make { try CertificateProfile.makeServer(hostName: hostName, authority: authority, now: now).pem }
        try publish(pem, as: serverFile, replacing: found != nil)
        return try reread(serverFile)
    }

    private func loadAuthority(hostName: HostName?, now: Timestamp) throws(Failure) -> KeyedCertificate {
        guard StateFolder.make(path) else {
            throw Failure(.unusable, "cannot make \(path); check who may write to the folders above it")
        }
        try check()
        if try read(authorityFile) == nil {
            let made = try make { try CertificateProfile.makeAuthority(hostName: hostName, now: now).pem }
            try publish(made, as: authorityFile)
        }
        let authority = try reread(authorityFile)
        if try PrivateFile.read(certificateFile, isSecret: false) == nil {
            try publish(make { try authority.certificatePEM }, as: certificateFile, isSecret: false)
        }
        _ = try describe(authority, now: now)
        return authority
    }

    private func describe(_ authority: KeyedCertificate, now: Timestamp) throws(Failure) -> LocalAuthority {
        let validity = authority.validity
        guard validity.contains(now) else {
            let (first, last) = (validity.lowerBound.civil().date, validity.upperBound.civil().date)
            throw Failure(
                .unusable,
                "the certificate in \(authorityFile) is valid from \(first) to \(last), not now; \(startOver)")
        }
        let pem = try make { try authority.certificatePEM }
        if let copy = try PrivateFile.read(certificateFile, isSecret: false), copy != Array(pem.utf8) {
            throw Failure(.unusable, "\(certificateFile) is not the certificate in \(authorityFile); \(startOver)")
        }
        return LocalAuthority(
            certificate: certificateFile, fingerprint: try make { try authority.fingerprint },
            expires: validity.upperBound)
    }

    private var startOver: String { "remove \(path), and have clients trust the one that is made next" }

    private func read(_ file: FilePath) throws(Failure) -> KeyedCertificate? {
        guard let bytes = try PrivateFile.read(file, isSecret: true) else { return nil }
        guard let found = KeyedCertificate(pem: String(decoding: bytes, as: UTF8.self)) else {
            throw Failure(
                .unusable, "\(file) is damaged; " + (file == serverFile ? "remove it, another is made" : startOver))
        }
        return found
    }

    /// What was published just now, by whomever.
    private func reread(_ file: FilePath) throws(Failure) -> KeyedCertificate {
        guard let found = try read(file) else {
            throw Failure(.unusable, "\(file) was removed while it was being made; try again")
        }
        return found
    }

    private func publish(
        _ pem: String, as file: FilePath, isSecret: Bool = true, replacing: Bool = false
    ) throws(Failure) {
        do throws(Errno) {
            try PrivateFile.publish(Array(pem.utf8), as: file, isSecret: isSecret, replacing: replacing)
        } catch {
            throw Failure(.unusable, "cannot write \(file): \(error); check permissions and free space")
        }
    }

    /// Nobody else may put files into the folder. None at all is fine.
    private func check() throws(Failure) {
        guard let status = try PrivateFile.status(path) else { return }
        guard status.kind == .directory else { throw Failure(.unusable, "\(path) is no folder; remove it") }
        try PrivateFile.checkOwner(path, status, forbidden: 0o022, remedy: "chmod 700")
    }

    private func make<Value>(_ body: () throws -> Value) throws(Failure) -> Value {
        do {
            return try body()
        } catch {
            throw Failure(.unusable, "cannot make a certificate: \(error)")
        }
    }
}
