import NIOCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Why an endpoint could not be listened on.
package struct ListenError: Error, Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        case addressInUse
        case permissionDenied
        /// This machine has no such address, or no such address family.
        case addressNotAvailable
        /// In the words of the system.
        case other(String)
    }

    package var host: String
    package var port: Int
    package var reason: Reason

    init(host: String, port: Int, _ error: any Error) {
        self.host = host
        self.port = port
        reason =
            switch (error as? IOError)?.errnoCode {
            case EADDRINUSE: .addressInUse
            case EACCES, EPERM: .permissionDenied
            case EADDRNOTAVAIL, EAFNOSUPPORT: .addressNotAvailable
            default: .other(error is SocketAddressError.UnknownHost ? "no such host" : String(describing: error))
            }
    }
}
