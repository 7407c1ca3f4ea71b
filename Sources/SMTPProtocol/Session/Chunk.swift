/// The octets that a BDAT announced (RFC 3030 section 2): they are read whether or not they are wanted.
struct Chunk {
    let size: Int
    let isLast: Bool
    /// Why they are dropped; `nil` when they are taken.
    var refusal: Reply?
    var remaining: Int

    init(size: Int, isLast: Bool, refusal: Reply?) {
        self.size = size
        self.isLast = isLast
        self.refusal = refusal
        remaining = size
    }
}
