import MailCore
import MessageCatalog
import Terminal

/// A page to be made: here when that is quick, else on another thread.
package struct PageRequest: Sendable {
    /// Octets to be looked at that a key press may wait for.
    private static let quick = 64 * 1024

    let document: MessageDocument
    /// By which the texts of the document were read in place of what they declare.
    let charset: String?
    let tab: Tab
    let context: PageContext

    var isQuick: Bool { tab.work(document) <= Self.quick }

    /// Whether making it would take longer than anybody waits.
    private var isTooLarge: Bool { tab.work(document) > tab.limit && !context.rendersAll }

    func page() -> Page {
        guard isTooLarge else { return tab.page(document, context) }
        var page = Tab.source.page(document, context)
        page.heading = [
            Line("! \(tab.title) is too large to render; here is the source. R renders it anyway.", .toastWarning),
            .rule(context.width),
        ]
        return page
    }

    package func made() -> MadePage { MadePage(request: self, page: page()) }
}

extension PageRequest: Equatable {
    package static func == (left: PageRequest, right: PageRequest) -> Bool {
        (left.document.summary.id, left.charset, left.tab) == (right.document.summary.id, right.charset, right.tab)
            && (left.context.width, left.context.options) == (right.context.width, right.context.options)
            && left.context.rendersAll == right.context.rendersAll
    }
}

package struct MadePage: Sendable {
    let request: PageRequest
    let page: Page
}

extension Model {
    /// One page at a time is made elsewhere, the open message's first.
    mutating func settlePages() -> [Effect] {
        guard rendering == nil, let next = [message, preview.message].compactMap({ $0?.awaited }).first else {
            return []
        }
        rendering = next
        return [.makePage(next)]
    }

    mutating func take(_ made: MadePage) {
        rendering = nil
        message?.take(made)
        preview.message?.take(made)
        if let page = message?.page { message?.find?.start(in: page) }
    }
}
