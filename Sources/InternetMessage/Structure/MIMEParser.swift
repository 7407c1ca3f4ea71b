import MailCore

/// Splits a content into entities (RFC 2046 section 5), one pass over its lines and no recursion.
struct MIMEParser {
    private(set) var entities: [Entity] = []
    private(set) var defects: [Defect] = []
    private(set) var decodedMessages: [[UInt8]] = []
    private var frame = Frame(source: 0, containers: [])
    /// Where parsing goes on after a message that had to be decoded first.
    private var suspended: [Frame] = []
    /// No longer once there are too many parts: all that follows belongs to the last.
    private var isSplitting = true
    /// What embedded messages that have to be decoded first may still take.
    private var octetsToDecode = 0

    /// One run over one source of octets.
    private struct Frame {
        var source: Int
        var containers: [Container]
        var position = 0
        var isFinished = false
        /// The section being read; `nil` outside of header sections.
        var header: HeaderScanner? = HeaderScanner()
        /// The leaf whose body the scanner is in.
        var openLeaf: Int?
    }

    /// An entity that holds others.
    private struct Container {
        enum Place { case preamble, parts, epilogue }

        var entity: Int
        /// `nil` for a message.
        var boundary: [UInt8]?
        /// What the paths of its children begin with.
        var childPrefix: String
        var place = Place.preamble
        var children = 0
    }

    mutating func parse(_ content: Span<UInt8>) {
        skipStart(of: content)
        octetsToDecode = content.count * Limits.decodedContents
        while true {
            var encoded: Int?
            if frame.source == 0 {
                encoded = scan(content)
                if let encoded { suspend(for: encoded, content) }
            } else {
                let bytes = decodedMessages[frame.source - 1]
                encoded = scan(bytes.span)
                if let encoded { suspend(for: encoded, bytes.span) }
            }
            if encoded == nil {
                guard let outer = suspended.popLast() else { return noteEncodings() }
                frame = outer
            }
        }
    }

    /// A byte order mark, and the separator line of an mbox file (RFC 4155), are not part of the message.
    private mutating func skipStart(of content: Span<UInt8>) {
        if content.count >= 3, content[0] == 0xEF, content[1] == 0xBB, content[2] == 0xBF {
            defects.append(Defect(.utf8BOM))
            frame.position = 3
        }
        let from: StaticString = "From "
        let start = frame.position
        guard content.count - start >= from.utf8CodeUnitCount,
            (0..<from.utf8CodeUnitCount).allSatisfy({ content[start + $0] == from.utf8Start[$0] })
        else { return }
        // Blanks before the colon are obsolete, but make a field (RFC 5322 section 4.5).
        var colon = start + from.utf8CodeUnitCount
        while colon < content.count, content[colon].isBlank { colon += 1 }
        if colon < content.count, content[colon] == 0x3A { return }
        defects.append(Defect(.mboxFromLine))
        frame.position = Line(in: content, from: start).next
    }

    /// Runs to the end of the source, or to the end of an embedded message that has to be decoded: that one is returned.
    private mutating func scan(_ bytes: Span<UInt8>) -> Int? {
        while frame.position < bytes.count {
            let line = Line(in: bytes, from: frame.position)
            if let (level, isClosing) = delimiter(line, bytes) {
                let encoded = end(at: beforeLineBreak(line.start, bytes), keeping: level + 1, bytes)
                frame.containers[level].place = isClosing ? .epilogue : .parts
                frame.header = isClosing ? nil : HeaderScanner()
                frame.position = line.next
                if encoded != nil { return encoded }
            } else if let bodyStart = frame.header?.add(line, of: bytes) {
                open(bodyStart: bodyStart, bytes)
                frame.position = bodyStart
            } else {
                // Without a boundary to look for, the rest of the body has nothing to tell.
                let isSkippable = frame.header == nil && (frame.containers.isEmpty || !isSplitting)
                frame.position = isSkippable ? bytes.count : line.next
            }
        }
        guard !frame.isFinished else { return nil }
        frame.isFinished = true
        return end(at: bytes.count, keeping: 0, bytes)
    }

    private mutating func suspend(for message: Int, _ bytes: Span<UInt8>) {
        let entity = entities[message]
        decodedMessages.append(entity.effectiveEncoding.decode(bytes.extracting(entity.bodyRange)).bytes)
        suspended.append(frame)
        let container = Container(entity: message, boundary: nil, childPrefix: entity.path + ".")
        frame = Frame(source: decodedMessages.count, containers: [container])
    }
}

// MARK: Delimiters

extension MIMEParser {
    /// The innermost open multipart whose boundary the line is (RFC 2046 section 5.1.1).
    private mutating func delimiter(_ line: Line, _ bytes: Span<UInt8>) -> (level: Int, isClosing: Bool)? {
        guard isSplitting, line.end - line.start > 2, bytes[line.start] == 0x2D, bytes[line.start + 1] == 0x2D
        else { return nil }
        var end = line.end
        while bytes[end - 1].isBlank { end -= 1 }
        for level in frame.containers.indices.reversed() where frame.containers[level].place != .epilogue {
            guard let boundary = frame.containers[level].boundary,
                let isClosing = match(boundary, (line.start + 2)..<max(line.start + 2, end), bytes)
            else { continue }
            if !isClosing, entities.count >= Limits.parts {
                defects.append(Defect(.tooManyParts))
                isSplitting = false
                return nil
            }
            return (level, isClosing)
        }
        return nil
    }

    /// Whether the text is the boundary (`false`), or the boundary and `--` (`true`).
    private func match(_ boundary: [UInt8], _ text: Range<Int>, _ bytes: Span<UInt8>) -> Bool? {
        let extra = text.count - boundary.count
        guard extra == 0 || extra == 2 && bytes[text.upperBound - 1] == 0x2D && bytes[text.upperBound - 2] == 0x2D
        else { return nil }
        for (offset, byte) in boundary.enumerated() where bytes[text.lowerBound + offset] != byte { return nil }
        return extra == 2
    }

    /// The line break before a delimiter belongs to the delimiter.
    private func beforeLineBreak(_ position: Int, _ bytes: Span<UInt8>) -> Int {
        guard position > 0 else { return 0 }
        return position > 1 && bytes[position - 2] == .cr ? position - 2 : position - 1
    }
}

// MARK: Entities

extension MIMEParser {
    /// Begins the entity whose header section has just ended.
    private mutating func open(bodyStart: Int, _ bytes: Span<UInt8>) {
        guard let header = frame.header, entities.count < Limits.parts else {
            frame.header = nil
            return noteTooManyParts()
        }
        frame.header = nil
        let index = entities.count
        let container = frame.containers.last
        let parent = container.map { entities[$0.entity] }
        let isDigest = parent?.contentType.mediaType == "multipart/digest" && parent?.kind == .multipart
        let isRoot = container?.boundary == nil
        if let last = frame.containers.indices.last { frame.containers[last].children += 1 }
        let prefix = container?.childPrefix ?? ""
        var entity = Entity(
            path: prefix + String(isRoot ? 1 : container.map { $0.children + 1 } ?? 1),
            depth: parent.map { $0.depth + 1 } ?? 0, parent: container?.entity, source: frame.source,
            header: header.section, bodyStart: bodyStart,
            defaultType: isDigest ? ContentType(type: "message", subtype: "rfc822") : .plainText, in: bytes)
        let headerPath = isRoot ? parent?.path : entity.path
        for code in header.defects { defects.append(Defect(code, path: headerPath)) }
        noteDuplicates(header.section, path: headerPath, bytes)
        if let field = header.section.first("Content-Type", in: bytes) {
            let (contentType, isValid) = ContentType.parse(field.unfoldedBody(in: bytes))
            entity.contentType = contentType
            if !isValid { defects.append(Defect(.invalidContentType, path: entity.path)) }
        }
        entities.append(entity)
        if entity.contentType.isMultipart || entity.contentType.isEmbeddedMessage {
            openContainer(index, isRoot: isRoot, prefix: prefix)
        } else {
            frame.openLeaf = index
        }
    }

    /// Begins a multipart or an embedded message; a leaf, where that cannot be.
    private mutating func openContainer(_ index: Int, isRoot: Bool, prefix: String) {
        frame.openLeaf = index
        let entity = entities[index]
        guard entity.depth < Limits.nesting else {
            return defects.append(Defect(.nestingTooDeep, path: entity.path))
        }
        guard entities.count < Limits.parts else { return noteTooManyParts() }
        if entity.contentType.isMultipart {
            guard let boundary = entity.contentType.boundary else {
                return defects.append(Defect(.missingBoundary, path: entity.path))
            }
            let childPrefix = isRoot ? prefix : entity.path + "."
            if isRoot { entities[index].path = prefix + "TEXT" }
            entities[index].kind = .multipart
            frame.containers.append(Container(entity: index, boundary: boundary, childPrefix: childPrefix))
            frame.openLeaf = nil
        } else if [.base64, .quotedPrintable].contains(entity.effectiveEncoding) {
            // Stays the open leaf until its octets are known.
            entities[index].kind = .message
        } else {
            entities[index].kind = .message
            frame.containers.append(Container(entity: index, boundary: nil, childPrefix: entity.path + "."))
            frame.openLeaf = nil
            frame.header = HeaderScanner()
        }
    }

    /// Ends what is open at a delimiter or at the end of the source, but for the outermost `count` containers.
    /// Returns the embedded message that has to be decoded now.
    private mutating func end(at position: Int, keeping count: Int, _ bytes: Span<UInt8>) -> Int? {
        // An embedded message ends in its header section too when its own ended without a body.
        while frame.header != nil { open(bodyStart: max(headerEnd, min(position, bytes.count)), bytes) }
        var encoded: Int?
        if let leaf = frame.openLeaf {
            setEnd(of: leaf, position)
            if entities[leaf].kind == .message { encoded = mayDecode(leaf) ? leaf : nil }
            frame.openLeaf = nil
        }
        while frame.containers.count > count, let container = frame.containers.popLast() {
            // The message around a decoded one lies in another source and has ended there.
            if entities[container.entity].source == frame.source { setEnd(of: container.entity, position) }
            guard container.boundary != nil, isSplitting else { continue }
            switch container.place {
            case .preamble: makeLeaf(container)
            case .parts: defects.append(Defect(.missingEndBoundary, path: entities[container.entity].path))
            case .epilogue: break
            }
        }
        return encoded
    }

    /// Whether an embedded message is decoded; one too many is a leaf.
    private mutating func mayDecode(_ message: Int) -> Bool {
        let size = entities[message].bodyRange.count
        if size <= octetsToDecode {
            octetsToDecode -= size
            return true
        }
        entities[message].kind = .leaf
        defects.append(Defect(.nestingTooDeep, path: entities[message].path))
        return false
    }

    /// Where the fields read so far end.
    private var headerEnd: Int { frame.header?.section.fields.last?.bodyRange.upperBound ?? 0 }

    private mutating func setEnd(of entity: Int, _ position: Int) {
        let start = entities[entity].bodyRange.lowerBound
        entities[entity].bodyRange = start..<max(start, position)
    }

    /// A multipart without a single delimiter is one leaf with all its text.
    private mutating func makeLeaf(_ container: Container) {
        let index = container.entity
        let isRoot = entities[index].parent.map { entities[$0].kind == .message } ?? true
        entities[index].kind = .leaf
        if isRoot { entities[index].path = container.childPrefix + "1" }
        defects.append(Defect(.boundaryNotFound, path: entities[index].path))
    }
}

// MARK: Defects

extension MIMEParser {
    private mutating func noteTooManyParts() {
        if isSplitting { defects.append(Defect(.tooManyParts)) }
        isSplitting = false
    }

    /// At the end, when each path is final.
    private mutating func noteEncodings() {
        for entity in entities {
            let encoding = TransferEncoding(token: entity.transferEncoding)
            guard encoding != .identity else { continue }
            if entity.contentType.isMultipart {
                defects.append(Defect(.encodedMultipart, path: entity.path))
            } else if encoding == .unknown {
                defects.append(Defect(.unknownEncoding, path: entity.path))
            } else if entity.kind == .message {
                defects.append(Defect(.encodedMessage, path: entity.path))
            }
        }
    }

    /// The fields that may stand once only, of those the first counts (RFC 5322 section 3.6).
    private mutating func noteDuplicates(_ section: HeaderSection, path: String?, _ bytes: Span<UInt8>) {
        let singletons: [StaticString] = [
            "Subject", "Date", "Message-ID", "Content-Type", "Content-Transfer-Encoding", "Content-Disposition",
            "Content-ID",
        ]
        guard singletons.contains(where: { section.fields(named: $0, in: bytes).count > 1 }) else { return }
        defects.append(Defect(.duplicateHeader, path: path))
    }
}
