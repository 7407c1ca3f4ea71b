import Crypto
import SMTPProtocol

/// Whether what a client gave for AUTH is what `--auth USER:PASSWORD` says.
enum CredentialCheck {
    static func isRight(_ credentials: Credentials, passwords: [String: String]) -> Bool {
        guard let password = passwords[credentials.user] else { return false }
        switch credentials.proof {
        case .secret(let secret): return secret.elementsEqual(password.utf8)
        case .digest(let challenge, let hexadecimal):
            let code = HMAC<Insecure.MD5>.authenticationCode(
                for: challenge, using: SymmetricKey(data: Array(password.utf8)))
            return hexadecimal.elementsEqual(code.flatMap { hexadecimalDigits($0) })
        }
    }

    /// Lower-case, as RFC 2195 section 2 asks.
    private static func hexadecimalDigits(_ byte: UInt8) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return [digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
    }
}
