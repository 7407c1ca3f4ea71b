import FoundationEssentials
import InternetMessage
import MailCore
import MessageCatalog

/// The HTML of a message as a page that a browser can open without harm: in a frame that runs no scripts, sends no
/// forms and, unless asked, fetches nothing.
enum BrowserPage {
    static func bytes(of document: MessageDocument, loadsRemoteContent: Bool) -> [UInt8] {
        let body = document.html.map { embedded($0, in: document) } ?? plain(document.text ?? "")
        let sources = loadsRemoteContent ? "data: http: https:" : "data:"
        let policy =
            "default-src 'none'; img-src \(sources); style-src 'unsafe-inline'"
            + (loadsRemoteContent ? " http: https:; font-src http: https:" : "")
            + "; frame-src 'self'; form-action 'none'"
        // The frame takes the page's policy over; sandboxed, it has no scripts and no forms, whatever is in it.
        let page = """
            <!DOCTYPE html><html><head><meta charset="utf-8"><meta name="referrer" content="no-referrer">
            <meta http-equiv="Content-Security-Policy" content="\(policy)"><title>Roost</title>
            <style>html,body,iframe{margin:0;border:0;width:100%;height:100%}</style></head><body>
            <iframe sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="\(escaped("<base target=_blank>" + body))"></iframe>
            </body></html>

            """
        return Array(page.utf8)
    }

    /// Images that came with the message stand in the page itself.
    private static func embedded(_ html: String, in document: MessageDocument) -> String {
        guard html.contains("cid:") else { return html }
        let reader = MessageReader(content: document.source)
        var html = html
        for index in reader.message.entities.indices {
            let entity = reader.message.entities[index]
            guard let id = entity.contentID, !id.isEmpty, entity.contentType.type == "image", html.contains("cid:\(id)")
            else { continue }
            let data = Data(reader.decodedBody(of: index)).base64EncodedString()
            html = html.replacing("cid:\(id)", with: "data:image/\(entity.contentType.subtype);base64,\(data)")
        }
        return html
    }

    private static func plain(_ text: String) -> String { "<pre>\(escaped(text))</pre>" }

    private static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case 0x26: bytes += Array("&amp;".utf8)
            case 0x22: bytes += Array("&quot;".utf8)
            case 0x3C: bytes += Array("&lt;".utf8)
            case 0x3E: bytes += Array("&gt;".utf8)
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
