import MailCore

/// What a store is made of beside its directory; tests set it, everybody else takes it as it is.
struct StoreOptions: Sendable {
    /// Where a segment is sealed, in octets.
    var segment = Limits.segment
    /// In milliseconds.
    var lockWait = Limits.lockWait
    var io = FileIO()
    /// Whom this process acts as.
    var user: @Sendable () -> UInt32 = { effectiveUser() }
}
