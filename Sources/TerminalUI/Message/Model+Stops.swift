import MailCore
import MessageCatalog

/// What is done with what the focus stands on: links, parts, the places of checks.
extension Model {
    /// Enter on a stop: opens it; elsewhere one line down.
    mutating func enter() -> [Effect] {
        guard let id = message?.id, let stop = message?.stop else {
            message?.move(by: 1)
            return []
        }
        switch stop {
        case .link(_, let target): return open(link: target)
        case .part(let path) where message?.tab == .parts: return [.openPart(id, path: path)]
        case .part(let path):
            turn(to: .parts)
            let stops = message?.page?.stops ?? []
            message?.setFocus(stops.firstIndex { $0.what == .part(path) })
        case .sourceLine(let number):
            goToSource(line: number)
        case .field, .nothing: break
        }
        return []
    }

    private mutating func goToSource(line: Int) {
        guard let document = message?.document else { return }
        turn(to: .source)
        let lines = SourceLines(document.source, foldsBase64: preferences.page.foldsBase64)
        message?.scroll(to: lines.row(ofLine: line))
    }

    /// Only what a browser or a mail program opens.
    mutating func open(link target: String) -> [Effect] {
        let schemes = ["https://", "http://", "mailto:"]
        guard schemes.contains(where: { target.lowercased().hasPrefix($0) }) else {
            show(.warning, "not opened, it is neither http nor mailto: \(target)")
            return []
        }
        return [.openLink(target)]
    }

    /// What the names of files end in that a desktop may run.
    private static let programs: Set<Substring> = [
        "desktop", "sh", "exe", "com", "bat", "scr", "js", "jar", "appimage", "py", "pl", "rb", "msi", "lnk",
    ]

    /// With the desktop's program for it; asks first where that may run it.
    mutating func open(part path: String, of id: MessageID) -> [Effect] {
        guard let part = message?.document?.parts.first(where: { $0.path == path }) else { return [] }
        let name = settings.partName(part, id)
        guard let ending = name.lowercased().split(separator: ".").last, Self.programs.contains(ending) else {
            return [.openOutside(id, part: path)]
        }
        ask("\(name) could be run by what opens it. Open it?") { _ in [.openOutside(id, part: path)] }
        return []
    }

    mutating func partOpened(_ id: MessageID, path: String, bytes: [UInt8], text: String?) {
        guard message?.id == id, message?.tab == .parts else { return }
        let part = message?.document?.parts.first { $0.path == path }
        let title = [part?.contentType, part?.filename].compactMap { $0 }.joined(separator: "  ")
        message?.show(PartView(path: path, title: title, bytes: bytes, text: text))
        layOutMessage()
    }

    /// Back to the parts, onto the one that was shown.
    mutating func closePart() {
        guard let path = message?.part?.path else { return }
        message?.show(nil)
        layOutMessage()
        let stop = message?.page?.stops.firstIndex { $0.what == .part(path) }
        message?.setFocus(stop)
    }
}
