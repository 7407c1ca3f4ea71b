import ArgumentParser
import RoostKit

struct Cert: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows the certificate to trust for TLS, and how.",
        discussion: """
            Made when there is none yet; it can vouch for this machine's names only.

              eval "$(roost cert --for node)"
            """)

    @OptionGroup var colour: ColourOption
    @Option(
        name: .customLong("for"),
        help: ArgumentHelp("Lines of shell that make programs of a runtime trust it.", valueName: Self.runtimes))
    var runtimeName: String?
    @Flag(help: "A JSON object.") var json = false

    private static let runtimes = Runtime.allCases.map(\.rawValue).joined(separator: "|")

    func run() throws {
        let runtime = try runtimeName.map { (name) throws(Failure) in
            guard let runtime = Runtime(rawValue: name) else {
                throw Failure(.usage, "--for \(name): unknown; give one of \(Self.runtimes)")
            }
            return runtime
        }
        let authority = try TLSFolder(environment: Environment.current)
            .makeAuthority(hostName: .current, now: SystemClock.now())
        if json {
            StandardOutput.line(CertificateReport.json(authority, for: runtime))
        } else if let runtime {
            StandardOutput.lines(CertificateReport.lines(authority, for: runtime))
        } else {
            StandardOutput.lines(CertificateReport.lines(authority))
        }
    }
}
