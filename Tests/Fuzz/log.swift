import Foundation
import MailCore
import SystemPackage

@testable import MessageStore

/// Writes segments as the octets say, sound records and all that can go wrong with them, and reads them: what is sound is
/// found, nothing else is, and neither an append nor a repair nor a compaction costs any of it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var draft = Draft()
    draft.write(Array(UnsafeBufferPointer(start: start, count: count)))
    do {
        try draft.save(in: directory)
        // Announced changes are slow to stop watching: the kernel waits for all its processors.
        var options = StoreOptions()
        options.io.mapsFiles = count % 8 == 0
        options.io.allocate = { _, _ in }
        options.io.sync = { _ in }
        options.io.syncDirectory = { _ in }
        try look(at: draft, options)
    } catch let error as StoreError where error.kind == .newerVersion {
        guard draft.isOdd else { fatalError("\(error)") }
    } catch {
        fatalError("\(error)")
    }
    return 0
}

/// In memory, one for each process.
private let directory = FilePath("/dev/shm/roost-fuzz-\(getpid())")

private func look(at draft: Draft, _ options: StoreOptions) throws {
    let time = Timestamp(microseconds: 2_000_000_000_000_000)
    let store = try Store.open(directory, access: .readWrite, options: options) { time }
    var expected = draft.sound
    let found = try messages(of: store)
    guard !draft.isOdd else { return try work(on: store, found) }
    guard found == expected else { fatalError("found \(found) of \(expected)") }
    let id = try store.append([.message(capture)], sync: .never).first?.id?.rawValue ?? 0
    guard expected.allSatisfy({ $0.id < id }) else { fatalError("id \(id) again") }
    expected.append(Kept(id: id, content: capture.content))
    guard try messages(of: store) == expected else { fatalError("another message cost one of \(expected)") }
    try work(on: store, expected)
}

/// Repairs and compacts.
private func work(on store: Store, _ expected: [Kept]) throws {
    _ = try store.verify(repairs: true)
    guard try messages(of: store) == expected else { fatalError("the repair cost one of \(expected)") }
    let left = try store.verify().findings.filter { $0.kind == .noRecord }
    guard left.isEmpty else { fatalError("after the repair: \(left)") }
    let live = try messages(of: store, areLive: true)
    if var compactor = try Compactor.start(store) {
        _ = try compactor.run(.all, deletedBefore: Timestamp(microseconds: .max))
    }
    guard try messages(of: store, areLive: true) == live else { fatalError("compaction cost one of \(live)") }
}

private let capture = Capture(
    envelope: Envelope(reversePath: .null, forwardPaths: []), origin: Origin(peer: "127.0.0.1:1"),
    content: Array("new".utf8))

private func messages(of store: Store, areLive: Bool = false) throws -> [Kept] {
    let follower = try store.makeFollower()
    var (state, records) = (LogState(), [MessageRecord]())
    while true {
        let entries = try follower.next(limit: 100)
        guard !entries.isEmpty else { break }
        for entry in entries {
            _ = state.apply(entry)
            if case .message(let record, _) = entry.body { records.append(record) }
        }
    }
    let live = state.live()
    guard Set(live.map(\.id)).count == live.count, live.count <= records.count else { fatalError("\(live)") }
    return (areLive ? live : records).map {
        _ = try? store.header(of: $0)
        return Kept(id: $0.id.rawValue, content: try? store.content(of: $0))
    }
}

/// A message as it should be found; without content where that is damaged.
private struct Kept: Equatable {
    let id: UInt64
    let content: [UInt8]?
}

/// Segments in the making.
private struct Draft {
    private struct Segment {
        let name: SegmentName
        var octets: [UInt8] = []
        var records: [(range: Range<Int>, contentStart: Int, message: Kept?, octets: [UInt8])] = []
    }

    private var segments: [Segment] = []
    private var sequence: UInt64 = 1
    private var id: UInt64 = 1
    /// Whether it holds what no Roost writes, so that only the reading itself is on trial.
    private(set) var isOdd = false

    private static let kinds: [RecordKind] = [
        .delete, .restore, .clear, .flags, .listener, .session, .settings, .compacted, .other("novelty"), .message,
        .segment, .seal,
    ]

    mutating func write(_ input: [UInt8]) {
        begin()
        var rest = input[...]
        while let step = rest.popFirst() {
            let number = Int(rest.popFirst() ?? 0)
            let text = { (rest: inout ArraySlice<UInt8>) in
                defer { rest = rest.dropFirst(number) }
                return Array(rest.prefix(number))
            }
            switch step % 11 {
            case 0, 1: message(text(&rest))
            case 2:
                let kind = Self.kinds[number % Self.kinds.count]
                if [.message, .segment, .seal].contains(kind) { isOdd = true }
                let size = Int(rest.popFirst() ?? 0)
                append(kind, HeaderLines(bytes: Array(rest.prefix(size))))
                rest = rest.dropFirst(size)
            case 3: segments[segments.count - 1].octets += text(&rest)
            case 4: damage(number << 8 | Int(rest.popFirst() ?? 0), rest.popFirst() ?? 0)
            case 5:
                append(.seal, HeaderLines())
                begin()
            case 6: begin()
            case 7: sequence += UInt64(number)
            case 8: segments[segments.count - 1].octets += copy(number)
            case 9: message(copy(number))
            default:
                segments[segments.count - 1].octets.removeLast(min(number, segments[segments.count - 1].octets.count))
                begin()
            }
            if segments.count > 20 { return }
        }
    }

    /// What a reader must find, by the rules at the top of `RecordFrame.swift`.
    var sound: [Kept] {
        segments.indices.flatMap { index in
            let segment = segments[index]
            let whole = segment.records.filter { record in
                record.range.upperBound <= segment.octets.count
                    && segment.octets[record.range].prefix(record.contentStart)
                        .elementsEqual(record.octets.prefix(record.contentStart))
            }
            let isSound = whole.map { segment.octets[$0.range].elementsEqual($0.octets) }
            let last = index == segments.count - 1 ? isSound.lastIndex(of: true) : whole.count - 1
            guard let last else { return [Kept]() }
            return zip(whole, isSound).prefix(last + 1).compactMap { record, isSound in
                record.message.map { Kept(id: $0.id, content: isSound ? $0.content : nil) }
            }
        }
    }

    func save(in directory: FilePath) throws {
        try? FileManager.default.removeItem(atPath: directory.string)
        try FileManager.default.createDirectory(
            atPath: directory.string, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        for segment in segments {
            try Data(segment.octets).write(
                to: URL(fileURLWithPath: directory.appending(segment.name.description).string))
        }
    }

    private mutating func begin() {
        let number = UInt32(segments.count + 1)
        let name = SegmentName(number: number, salt: UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
        segments.append(Segment(name: name))
        append(.segment, HeaderLines(segment: name, generation: 0, nextID: id, nextSequence: sequence))
    }

    private mutating func message(_ content: [UInt8]) {
        guard var capture = Optional(capture) else { return }
        capture.content = content
        guard let prepared = try? PreparedRecord(.message(capture)) else { return }
        append(.message, HeaderLines(id: MessageID(id), prepared.header), content)
        id += 1
    }

    private mutating func append(_ kind: RecordKind, _ header: HeaderLines, _ content: [UInt8] = []) {
        let segment = segments[segments.count - 1]
        var encoder = RecordEncoder(salt: segment.name.salt, start: segment.octets.count)
        encoder.append(
            kind, sequence: sequence, time: Timestamp(microseconds: Int64(sequence) * 1_000_000), header: header,
            content: content, contentChecksum: CRC32C(content: content))
        sequence += 1
        let octets = encoder.withVectors { vectors in
            vectors.flatMap { UnsafeRawBufferPointer(start: $0.iov_base, count: $0.iov_len) }
        }
        let message = kind == .message && !isOdd ? Kept(id: id, content: content) : nil
        segments[segments.count - 1].records.append(
            (
                segment.octets.count..<(segment.octets.count + octets.count), octets.count - content.count - 1, message,
                octets
            ))
        segments[segments.count - 1].octets += octets
    }

    private mutating func damage(_ position: Int, _ mask: UInt8) {
        let count = segments[segments.count - 1].octets.count
        if count > 0 { segments[segments.count - 1].octets[position % count] ^= mask }
    }

    /// The octets of one of the segment's records.
    private func copy(_ number: Int) -> [UInt8] {
        let records = segments[segments.count - 1].records
        return records[number % records.count].octets
    }
}
