#if canImport(Glibc)
import Glibc
#endif

/// Descriptors 0, 1 and 2, which a caller may have closed.
package enum StandardDescriptors {
    /// Puts something in the place of those that are closed: a store's file that was opened next would get the number, and
    /// what is meant for stdout would be written into it. Each is opened the wrong way round, so that using it fails as
    /// using a closed one does.
    package static func fill() {
        for number in CInt(0)...2 where fcntl(number, F_GETFD) < 0 {
            _ = open("/dev/null", number == 0 ? O_WRONLY : O_RDONLY)
        }
    }
}
