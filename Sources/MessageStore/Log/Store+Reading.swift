import MailCore

extension Store {
    /// - Throws: `gone` when the segment was removed, `damaged` when its octets are not those that were written.
    package func header(of record: MessageRecord) throws(StoreError) -> MessageHeader {
        let (file, location) = try segments.place(of: record)
        let header: MessageHeader? = try file.withBytes(
            location.offset..<(location.offset + location.contentStart)
        ) { bytes in
            guard let frame = RecordFrame(bytes), frame.contentStart == bytes.count else { return nil }
            let checksum = RecordFrame.headerChecksum(
                of: bytes, lineLength: frame.lineLength, salt: location.segment.salt, offset: location.offset)
            guard checksum == frame.headerChecksum else { return nil }
            return MessageHeader(HeaderReader(Octets(copying: bytes)[frame.lineLength..<(bytes.count - 1)]))
        }
        guard let header else { throw damage("header", of: record, file) }
        return header
    }

    /// The content, exactly as it arrived.
    ///
    /// - Throws: `gone` when the segment was removed, `damaged` when its octets are not those that were written.
    package func content(of record: MessageRecord) throws(StoreError) -> [UInt8] {
        try withContent(of: record) { content in
            [UInt8](unsafeUninitializedCapacity: content.count) { buffer, count in
                content.withUnsafeBufferPointer { _ = buffer.initialize(from: $0) }
                count = content.count
            }
        }
    }

    /// The content, checked, for as long as the closure runs; a large one is memory of the page cache, not a copy.
    ///
    /// - Throws: As ``content(of:)``.
    package func withContent<R>(of record: MessageRecord, _ body: (Span<UInt8>) -> R) throws(StoreError) -> R {
        let (file, location) = try segments.place(of: record)
        let start = location.offset + location.contentStart
        let result: R? = try file.withBytes(start..<(start + record.size + 1)) { bytes in
            var checksum = CRC32C()
            checksum.update(bytes)
            guard checksum.bound(to: location.segment.salt, location.offset) == location.contentChecksum else {
                return nil
            }
            return bytes.withMemoryRebound(to: UInt8.self) { body($0.extracting(..<record.size).span) }
        }
        guard let result else { throw damage("content", of: record, file) }
        return result
    }

    private func damage(_ what: String, of record: MessageRecord, _ file: SegmentFile) -> StoreError {
        StoreError(
            .damaged, "the \(what) of message \(record.id) is damaged: \(file.path) at offset \(record.location.offset)"
        )
    }
}
