import MessageStore
package import SystemPackage

/// `roost verify`: what a check of the store came to, for people and for programs.
package struct VerifyCommand {
    private let result: Verification

    package static func run(_ directory: FilePath, repairs: Bool) throws(Failure) -> VerifyCommand {
        do throws(StoreError) {
            let store = try Store.open(directory, access: .readExisting, clock: SystemClock.now)
            return VerifyCommand(result: try store.verify(repairs: repairs))
        } catch {
            throw Failure(error)
        }
    }

    /// Whether nothing is damaged that is still in the log.
    package var isSound: Bool { result.findings.allSatisfy(\.isRepaired) }

    package var lines: [String] {
        result.findings.map(\.description) + result.movedAside.map { "moved aside before: \($0)" } + [
            "\(result.segments) segments, \(result.records) records, \(result.messages) messages, "
                + "\(result.octets) octets: " + (isSound ? "sound" : "damaged")
        ]
    }

    package var objects: [String] {
        let findings: [JSONMembers] = result.findings.map {
            [
                "file": $0.file, "offset": $0.offset, "length": $0.length, "what": $0.description,
                "repaired": $0.isRepaired,
            ]
        }
        let summary: JSONMembers = [
            "segments": result.segments, "records": result.records, "messages": result.messages,
            "octets": result.octets, "sound": isSound, "movedAside": result.movedAside,
        ]
        return (findings + [summary]).map(\.line)
    }
}
