import MailCore
import MessageCatalog
import Testing

@Suite struct SummaryListTests {
    @Test func behavesAsASortedDictionary() {
        var random = SystemRandomNumberGenerator()
        var list = SummaryList()
        var model: [UInt64: Summary] = [:]
        for _ in 0..<4_000 {
            let id = UInt64.random(in: 1...2_000, using: &random)
            if Bool.random(using: &random) || model[id] == nil {
                let summary = Summary(id: MessageID(id), received: Timestamp(microseconds: 0), size: .random(in: 0...9))
                list[MessageID(id)] = summary
                model[id] = summary
            } else {
                list[MessageID(id)] = nil
                model[id] = nil
            }
        }
        #expect(list.count == model.count)
        #expect(Array(list) == model.values.sorted { $0.id < $1.id })
        for id in UInt64(0)...2_001 {
            #expect(list[id: MessageID(id)] == model[id])
            #expect(list.position(notBelow: MessageID(id)) == model.keys.filter { $0 < id }.count)
        }
    }

    @Test func aCopyDoesNotChange() {
        var list = SummaryList([Summary(id: MessageID(1), received: Timestamp(microseconds: 0), size: 1)])
        let copy = list
        list[MessageID(1)] = nil
        #expect(copy.count == 1)
        #expect(list.isEmpty)
    }
}

extension SummaryList {
    fileprivate subscript(id id: MessageID) -> Summary? { self[id] }
}
