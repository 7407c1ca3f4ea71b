import HTMLText
import InternetMessage

/// The checks of what stands in the bodies: links, images, and what a template left unfilled, in the subject too.
struct BodyFindings {
    private(set) var checks: [Check] = []

    /// - Parameter page: Its HTML body.
    init(of examination: Examination, page: HTMLDocument?) {
        if let subject = examination.fields.first(where: { $0.name.lowercased() == "subject" }) {
            add(Placeholder.all(in: subject.value).map { HTMLFinding(.placeholderLeft, text: $0, offset: 0) }, nil)
        }
        if let page { add(page.findings, examination.htmlPath) }
        if let text = examination.text { add(PlainText.findings(in: text), examination.textPath) }
    }

    /// One check for each code: the first that was found, and how many others there are.
    private mutating func add(_ findings: [HTMLFinding], _ path: String?) {
        for code in HTMLFinding.Code.allCases {
            let found = findings.filter { $0.code == code }
            guard let first = found.first, let check = Check.Code(rawValue: code.rawValue) else { continue }
            let others = Set(found).count - 1
            checks.append(
                Check(check, path: path, detail: detail(of: first) + (others > 0 ? ", and \(others) more" : "")))
        }
    }

    private func detail(of finding: HTMLFinding) -> String {
        switch finding.code {
        case .linkTextDiffers: "\(finding.text) leads to \(finding.url ?? "")"
        case .localhostLink, .privateLink, .httpLink, .imageWithoutAlt: finding.url ?? ""
        case .placeholderLeft: finding.text
        }
    }
}
