import MailCore
import MessageCatalog
import TerminalText

extension Model {
    /// Filters as it is typed; what was shown before comes back with Esc.
    mutating func askForFilter(filledWith text: String = "") {
        let before = list
        ask(
            Prompt(
                "filter> ", filledWith: text, history: "filter", completing: Query.completions,
                typed: { model, text in
                    switch model.filter(text) {
                    case .success(let effects): return effects
                    case .failure(let error):
                        model.complain("\(error.message), at character \(error.position)")
                        return []
                    }
                },
                cancelled: { model in
                    model.list = before.restored(over: model.list)
                    guard let filter = model.list.filter else { return [.endSearch] }
                    // What the search of before had not come to is searched again.
                    return [.search(filter.search, number: filter.number, over: model.list.messages)]
                }, accepted: { _, _ in [] }))
    }

    /// Shows what matches a query. One that cannot be read leaves what was found for the one before.
    ///
    /// - Returns: What is wrong with it, or what is to be done.
    mutating func filter(_ text: String) -> Result<[Effect], Query.SyntaxError> {
        guard !text.trimmed.isEmpty else {
            list.setFilter(nil)
            return .success([.endSearch])
        }
        return query(text).map { query in
            searches += 1
            let search = Search(query, now: now.wall, marked: list.marks)
            list.setFilter(
                Filter(
                    text, search: search, number: searches, highlighter: query.highlighter,
                    since: list.filter?.since ?? list.newest, at: now.milliseconds, before: list.filter))
            return [.search(search, number: searches, over: list.messages)]
        }
    }

    func query(_ text: String) -> Result<Query, Query.SyntaxError> {
        do throws(Query.SyntaxError) {
            let clock = Query.Clock(now: now.wall, knowsMarks: true, offset: settings.offset)
            return .success(try Query(parsing: text, clock: clock))
        } catch {
            return .failure(error)
        }
    }

    /// Arrivals are looked at one by one, beside what is still searched.
    func search(_ fresh: [Summary]) -> [Effect] {
        guard let filter = list.filter, !fresh.isEmpty else { return [] }
        return [.search(filter.search, number: filter.number, over: SummaryList(fresh))]
    }

    mutating func dropFilter() -> [Effect] {
        list.setFilter(nil)
        return [.endSearch]
    }

    /// The messages shown now that match, for marking and deleting: answered at once from what is known of each row;
    /// a query that must open messages is for the filter.
    func shown(matching query: Query) -> [MessageID]? {
        let search = Search(query, now: now.wall, marked: list.marks)
        let rows = list.rows
        var found: [MessageID] = []
        for row in 0..<rows.count {
            guard let summary = list.messages[rows[row]] else { continue }
            guard let matches = search.verdict(summary) else { return nil }
            if matches { found.append(summary.id) }
        }
        return found
    }
}
