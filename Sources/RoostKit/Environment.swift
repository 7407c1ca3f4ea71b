import FoundationEssentials

/// The environment of this process. Only the commands look; what they find goes down as values.
package enum Environment {
    package static var current: [String: String] { ProcessInfo.processInfo.environment }
}
