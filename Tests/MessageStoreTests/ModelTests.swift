import MailCore
import Testing

@testable import MessageStore

@Suite struct ModelTests {
    /// Random appends, deletes, clears, restores, cuts and reopens against a dictionary.
    @Test(arguments: 1...12) func theStoreAgreesWithADictionary(seed: UInt64) throws {
        var generator = SplitMix(state: seed)
        let scratch = try Scratch()
        let options = StoreOptions(segment: 3_000)
        var store = try scratch.open(options: options)
        _ = try store.append([.listener(started: true, text: "")], sync: .never)
        var live: [UInt64: String] = [:]
        var taken: [UInt64: [UInt64: String]] = [:]
        var highest: UInt64 = 0
        for step in 0..<60 {
            switch Int.random(in: 0..<10, using: &generator) {
            case 0..<5:
                let texts = (0..<Int.random(in: 1...4, using: &generator)).map { number in
                    String(repeating: "\(step).\(number) ", count: Int.random(in: 0...60, using: &generator))
                }
                let appended = try store.append(texts.map { .message(capture($0)) }, sync: .never)
                for (text, place) in zip(texts, appended) {
                    let id = try #require(place.id?.rawValue)
                    #expect(id > highest)
                    highest = id
                    live[id] = text
                }
            case 5:
                let ids = live.keys.sorted().filter { _ in Bool.random(using: &generator) }
                let sequence = try store.append([.delete(ids.map { MessageID($0) })], sync: .never)[0].sequence
                taken[sequence] = live.filter { ids.contains($0.key) }
                for id in ids { live[id] = nil }
            case 6:
                let last = UInt64.random(in: 0...highest, using: &generator)
                let sequence = try store.append([.clear(through: MessageID(last))], sync: .never)[0].sequence
                taken[sequence] = live.filter { $0.key <= last }
                live = live.filter { $0.key > last }
            case 7:
                guard let sequence = taken.keys.sorted().randomElement(using: &generator) else { continue }
                _ = try store.append([.restore(sequence: sequence)], sync: .never)
                live.merge(taken.removeValue(forKey: sequence) ?? [:]) { $1 }
            case 8:
                // A process died in the middle of a write.
                let path = try #require(scratch.segments().last)
                let junk = Array("ROOST1 message 77 2026-".utf8.prefix(Int.random(in: 0...22, using: &generator)))
                try scratch.write(try scratch.bytes(path) + junk, to: path)
            default:
                store = try scratch.open(options: options)
            }
            #expect(try store.texts() == live, "seed \(seed), step \(step)")
        }
        #expect(try store.damages().isEmpty)
        #expect(scratch.segments().count > 1)
    }

    /// Random flags, deletes, restores by id, evictions and compactions through two processes against dictionaries.
    @Test(arguments: 1...4) func compactionChangesNothingThatIsSeen(seed: UInt64) throws {
        var generator = SplitMix(state: seed &* 977)
        let scratch = try Scratch()
        let options = StoreOptions(segment: 2_500)
        let stores = [try scratch.open(options: options), try scratch.open(options: options)]
        let follower = try stores[1].makeFollower()
        var followed = LogState()
        var (live, deleted): ([UInt64: String], [UInt64: String]) = ([:], [:])
        var (pinned, tagged): (Set<UInt64>, Set<UInt64>) = ([], [])
        for step in 0..<40 {
            let store = stores[Int.random(in: 0...1, using: &generator)]
            let some = live.keys.sorted().filter { _ in Int.random(in: 0..<3, using: &generator) == 0 }
            let ids = some.map { MessageID($0) }
            switch Int.random(in: 0..<10, using: &generator) {
            case 0..<4:
                let text = String(repeating: "\(step) ", count: Int.random(in: 0...120, using: &generator))
                live[try #require(try store.add(text).first)] = text
            case 4:
                _ = try store.append([.flags(ids, .pinned), .flags(ids, .tagged("t"))], sync: .never)
                pinned.formUnion(some)
                tagged.formUnion(some)
            case 5:
                _ = try store.append([.flags(ids, .unpinned)], sync: .never)
                pinned.subtract(some)
            case 6, 7:
                _ = try store.append([step % 2 == 0 ? .delete(ids) : .evict(ids)], sync: .never)
                for id in some { deleted[id] = live.removeValue(forKey: id) }
            case 8:
                let back = deleted.keys.sorted().prefix(3)
                _ = try store.append([.undelete(back.map { MessageID($0) })], sync: .never)
                for id in back { live[id] = deleted.removeValue(forKey: id) }
            default:
                _ = try store.purge()
                deleted = [:]
            }
            let state = try stores[step % 2].readState()
            #expect(try stores[step % 2].texts() == live, "seed \(seed), step \(step)")
            #expect(Set(state.deleted().map(\.id.rawValue)) == Set(deleted.keys))
            for id in live.keys {
                #expect(state.isPinned(MessageID(id)) == pinned.contains(id))
                #expect(state.tags(MessageID(id)) == (tagged.contains(id) ? ["t"] : []))
            }
            for entry in try follower.next(limit: 10_000) { _ = followed.apply(entry) }
            #expect(followed.live().map(\.id) == state.live().map(\.id))
            #expect(followed.liveOctets == state.liveOctets)
        }
        #expect(try stores[0].verify().findings.isEmpty)
    }
}
