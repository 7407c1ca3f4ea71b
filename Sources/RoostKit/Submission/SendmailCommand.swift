import MailCore
import MessageCatalog
import MessageStore
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// `roost sendmail`: takes a message as sendmail(8) does, into the store or over to a listener.
package struct SendmailCommand {
    /// sysexits.h
    package enum Code: Int32, Sendable {
        case ok = 0
        case usage = 64
        case badData = 65
        case ioError = 74
        case tryAgain = 75
    }

    private let arguments: SendmailArguments
    private let environment: [String: String]

    package init(_ arguments: SendmailArguments, environment: [String: String]) {
        self.arguments = arguments
        self.environment = environment
    }

    package func run() -> Code {
        do throws(Failure) {
            switch arguments.mode {
            case .nothing: return .ok
            case .session: return try runSession()
            case .message: return try takeMessage()
            }
        } catch {
            return fail(error.code == .usage ? .usage : .ioError, error.description)
        }
    }

    private func takeMessage() throws(Failure) -> Code {
        let input: [UInt8]
        do throws(Failure) {
            input = try ImportSource.standardInput()
        } catch {
            return fail(.ioError, error.description)
        }
        let message: SendmailMessage
        do throws(SendmailError) {
            message = try SendmailMessage(input, arguments, user: Self.userName)
        } catch {
            switch error {
            case .noRecipient:
                return fail(.usage, "no recipient; name one, or have them read from the message with -t")
            case .badAddress(let address):
                return fail(.badData, "\(address.debugDescription) is no address")
            }
        }
        if let server = arguments.server ?? environment["ROOST_SMTP"].flatMap({ $0.isEmpty ? nil : $0 }) {
            guard let address = ListenAddress(parsing: server) else {
                return fail(.usage, "\(server): no address; give HOST:PORT, a host or a port")
            }
            return handOver(message, to: address, .privateNetwork)
        }
        return try store(message)
    }

    private func store(_ message: SendmailMessage) throws(Failure) -> Code {
        let directory = try directory()
        do throws(StoreError) {
            let store = try Store.open(directory, access: .readWrite, clock: SystemClock.now)
            let capture = Capture(envelope: message.envelope, origin: Self.origin, content: message.content)
            let appended = try store.append([.message(capture)])
            // The message is stored, whether or not older ones can be let go.
            try? store.applyRetention()
            if arguments.isVerbose, let id = appended.first?.id {
                StandardOutput.line("stored as \(id) in \(directory)")
            }
            return .ok
        } catch {
            switch error.kind {
            case .notWritable, .insecure, .missing:
                // Another user's store: its listener may take what this user may not write.
                let address = ListenerFiles(store: directory).currentStatus()?.listeners.first { $0.scheme == "smtp" }
                    .map {
                        ListenAddress(host: Probe.reachable($0.host), port: $0.port)
                    }
                return handOver(message, to: address ?? .standard, .loopback, instead: error)
            case .full, .locked, .gone: return fail(.tryAgain, error.description)
            case .newerVersion, .notAStore, .failed, .damaged: return fail(.ioError, error.description)
            }
        }
    }

    private func handOver(
        _ message: SendmailMessage, to address: ListenAddress, _ reach: SMTPSubmission.Reach,
        instead storeError: StoreError? = nil
    ) -> Code {
        do throws(SubmissionError) {
            let reply = try SMTPSubmission(address, reach: reach).submit(message.envelope, message.content)
            if arguments.isVerbose { StandardOutput.line(reply) }
            return .ok
        } catch {
            let code: Code =
                switch error {
                case .unreachable: .tryAgain
                case .refused(let reply): reply.hasPrefix("4") ? .tryAgain : .badData
                case .badAddress, .notPrivate, .notRoost: storeError == nil ? .usage : .tryAgain
                }
            return fail(code, storeError.map { "\($0); \(error)" } ?? error.description)
        }
    }

    private func runSession() throws(Failure) -> Code {
        guard arguments.server == nil else { return fail(.usage, "-bs and -S exclude each other: give one") }
        let directory = try directory()
        do throws(StoreError) {
            let store = try Store.open(directory, access: .readWrite, clock: SystemClock.now)
            StandardSession(store: store, origin: Self.origin).run()
            return .ok
        } catch {
            return fail(.tryAgain, error.description)
        }
    }

    private func directory() throws(Failure) -> FilePath {
        try StoreLocation.resolve(
            option: arguments.store, environment: environment, workingDirectory: .workingDirectory)
    }

    private func fail(_ code: Code, _ text: String) -> Code {
        StandardOutput.diagnose("sendmail: \(text)")
        return code
    }

    /// No socket: the program that started this one is who sends.
    private static var origin: Origin {
        let parent = getppid()
        let name = try? SmallFile.read(FilePath("/proc/\(parent)/comm")).filter { $0 != .lf }
        return Origin(process: name.map { "\(String(decoding: $0, as: UTF8.self))[\(parent)]" })
    }

    private static var userName: String {
        guard let entry = getpwuid(getuid()) else { return "nobody" }
        return String(cString: entry.pointee.pw_name)
    }
}
