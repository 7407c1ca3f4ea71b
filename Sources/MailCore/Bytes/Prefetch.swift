import CProcessor

extension UnsafeRawBufferPointer {
    /// Has the processor fetch the octets from `offset` on, some hundreds of them, which are read soon. Out of bounds it
    /// does nothing.
    package func prefetch(at offset: Int) {
        guard let baseAddress, indices.contains(offset) else { return }
        cprocessor_prefetch(baseAddress + offset)
    }
}
