import FoundationEssentials
import MailCore
package import MessageCatalog
import MessageStore
package import SystemPackage
import TerminalText

/// `roost doctor`: what stands between an app and its mail being seen here.
package struct DoctorCommand {
    /// One thing looked at. `fix` is set when it is not as it should be.
    package struct Finding: JSONObject, Sendable {
        package var name: String
        package var text: String
        package var fix: String?

        package var members: JSONMembers {
            let fix: JSONMembers = fix.map { ["fix": $0] } ?? [:]
            return ["name": name, "text": text] + fix
        }
    }

    private let store: FilePath
    private let environment: [String: String]

    package init(store: FilePath, environment: [String: String]) {
        self.store = store
        self.environment = environment
    }

    package func findings() -> [Finding] {
        [listener()] + ports() + storeFindings() + [tls()] + firewall()
    }

    /// A line per finding, then how apps are pointed at the listener.
    package static func lines(_ findings: [Finding], _ endpoint: ListenerStatus.Endpoint?) -> [String] {
        let width = (findings.map(\.name.count).max() ?? 0) + 2
        let lines = findings.map { finding in
            let mark = finding.fix == nil ? "ok  " : "look"
            let name = finding.name + String(repeating: " ", count: width - finding.name.count)
            return "\(mark)  \(name)\(finding.text)" + (finding.fix.map { "; \($0)" } ?? "")
        }
        let (host, port) = (endpoint.map { Probe.reachable($0.host) } ?? "127.0.0.1", endpoint?.port ?? 1025)
        let setup = SetupLines.all.map { label, line in
            let setting = line.replacing("{host}", with: host).replacing("{port}", with: String(port))
            return "  \(label)\(String(repeating: " ", count: max(1, 10 - label.count)))\(setting)"
        }
        return (lines + ["", "Point your app here:"] + setup).map { SafeText(line: $0).string }
    }

    package static func json(_ findings: [Finding]) -> [String] { findings.map(\.line) }

    /// Of the plain listener that runs.
    package var endpoint: ListenerStatus.Endpoint? {
        ListenerControl(store: store).status()?.listeners.first { $0.scheme == "smtp" }
    }

    private func listener() -> Finding {
        guard let status = ListenerControl(store: store).status() else {
            return Finding(
                name: "listener", text: "none runs on this store", fix: "start one with: roost serve --detach")
        }
        let silent = status.listeners.filter { !Probe.accepts(host: $0.host, port: $0.port) }
        guard silent.isEmpty else {
            return Finding(
                name: "listener", text: "\(silent.map(\.url).joined(separator: " ")) does not accept",
                fix: "restart it: roost stop; roost serve --detach")
        }
        return Finding(
            name: "listener",
            text: "\(status.summaryLine), pid \(status.pid), \(status.connections) connections, "
                + "\(status.stored) messages stored, \(status.rejected) sessions failed")
    }

    /// The usual port, when it is another's.
    private func ports() -> [Finding] {
        let ours = ListenerControl(store: store).status()?.listeners.map(\.port) ?? []
        let port = ListenAddress.standardPort
        guard !ours.contains(port), Probe.accepts(host: "127.0.0.1", port: port) else { return [] }
        return [
            Finding(name: "port", text: "something else answers on \(port)", fix: PortHolder.explanation(port: port))
        ]
    }

    private func storeFindings() -> [Finding] {
        let opened: Store
        var state: CatalogState
        do throws(StoreError) {
            opened = try Store.open(store, access: .readExisting, clock: SystemClock.now)
            state = try CatalogState(store: opened, watches: false)
            while try state.readLog() {}
        } catch {
            let fix = error.kind == .missing ? "it is made when the first listener starts" : error.description
            return [Finding(name: "store", text: "\(store) cannot be read", fix: fix)]
        }
        let (count, damages) = (state.snapshot.messages.count, state.snapshot.damages)
        let size = MessageLine.size(FileSystem.size(of: store))
        var findings = [
            Finding(
                name: "store",
                text: "\(store), \(count) messages, \(size)"
                    + (damages.isEmpty ? "" : ", \(damages.count) damages, the first: \(damages[0])"),
                fix: damages.isEmpty ? nil : "see: roost verify")
        ]
        if let free = FileSystem.free(at: store) {
            let type = FileSystem.type(of: store) ?? "unknown file system"
            findings.append(
                Finding(
                    name: "disk", text: "\(type), \(MessageLine.size(free)) free",
                    fix: free < Limits.messageSize ? "make room, or: roost purge" : nil))
        }
        return findings
    }

    private func tls() -> Finding {
        do throws(Failure) {
            let folder = try TLSFolder(environment: environment)
            guard try folder.authority(now: SystemClock.now()) != nil else {
                return Finding(name: "TLS", text: "no certificate yet; it is made at the first handshake")
            }
            return Finding(name: "TLS", text: "a certificate of Roost's own in \(folder.path); to trust it: roost cert")
        } catch {
            return Finding(name: "TLS", text: "the certificate cannot be read", fix: error.description)
        }
    }

    /// What may keep the mail of a container from this machine; the rules themselves are for root to read.
    private func firewall() -> [Finding] {
        let bridges = Container.bridgeAddresses
        var findings: [Finding] = []
        if !bridges.isEmpty {
            let hosts = ListenerControl(store: store).status()?.listeners.map(\.host) ?? []
            let isReached = hosts.contains { bridges.contains($0) || $0 == "0.0.0.0" || $0 == "::" }
            findings.append(
                Finding(
                    name: "containers", text: "bridges at \(bridges.joined(separator: " "))",
                    fix: isReached || hosts.isEmpty ? nil : "containers do not reach loopback: roost serve --docker"))
            let port = ListenAddress.standardPort
            if let ufw = try? SmallFile.read("/etc/ufw/ufw.conf", limit: 65_536),
                String(decoding: ufw, as: UTF8.self).contains("ENABLED=yes")
            {
                findings.append(
                    Finding(
                        name: "firewall", text: "ufw is on",
                        fix: "let containers in: ufw allow in on docker0 to any port \(port) proto tcp"))
            }
            if let zone = try? SmallFile.read("/run/firewalld.pid", limit: 65_536), !zone.isEmpty {
                findings.append(
                    Finding(
                        name: "firewall", text: "firewalld runs",
                        fix: "let containers in: firewall-cmd --zone=docker --add-port=\(port)/tcp"))
            }
        }
        if Container.isInside {
            findings.append(
                Finding(
                    name: "container", text: "this is one",
                    fix: "published ports do not reach loopback: roost serve --bind 0.0.0.0"))
        }
        return findings
    }
}
