#if canImport(Glibc)
import Glibc
#endif

/// The memory that libc keeps for later.
enum Heap {
    /// Gives all of it that is free back to the system, which libc does by itself only where it lies at the end. Only glibc
    /// has the function, and Swift does not import its header: it is asked for by name.
    static func trim() {
        guard let address = dlsym(nil, "malloc_trim") else { return }
        typealias Trim = @convention(c) (Int) -> CInt
        _ = unsafeBitCast(address, to: Trim.self)(0)
    }
}
