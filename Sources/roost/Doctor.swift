import ArgumentParser
import RoostKit

struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Looks at what stands between an app and its mail being seen here.",
        discussion: """
            The listener, who holds the port, the store and its disk, TLS, containers and firewalls, and the lines to \
            paste for common frameworks.

              roost doctor
              roost doctor --json
            """)

    @OptionGroup var store: StoreOption
    @Flag(help: "A JSON object per finding.") var json = false

    func run() throws {
        let doctor = DoctorCommand(store: try store.directory(), environment: Environment.current)
        let findings = doctor.findings()
        StandardOutput.lines(
            json ? DoctorCommand.json(findings) : DoctorCommand.lines(findings, doctor.endpoint))
    }
}
