import SystemPackage
import Terminal
import TerminalUI

/// Actions that a screen runs by itself, a line each, for tests and for reports of faults: the name of an action with
/// what it is to be given, `key j`, `wait-mail N`, `wait-idle`, `dump FILE`, `dump-attr FILE`, `quit`.
struct FrontScript {
    enum Step: Hashable, Sendable {
        case key(Key)
        case action(String, argument: String)
        case waitForMail(Int)
        case waitUntilIdle
    }

    private var steps: ArraySlice<Step>

    init(_ file: FilePath) throws(Failure) {
        let text: String
        do {
            text = String(decoding: try SmallFile.read(file), as: UTF8.self)
        } catch {
            throw Failure(.usage, "cannot read the script \(file): \(error)")
        }
        var steps: [Step] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.split(separator: " ", maxSplits: 1).map(String.init)
            guard let name = words.first, !name.hasPrefix("#") else { continue }
            let argument = words.count > 1 ? words[1] : ""
            switch name {
            case "key":
                guard let key = Key(name: argument) else {
                    throw Failure(.usage, "\(file):\(index + 1): \(argument) is no key")
                }
                steps.append(.key(key))
            case "type": steps += argument.map { .key(.character($0)) }
            case "wait-mail": steps.append(.waitForMail(Int(argument) ?? 1))
            case "wait-idle": steps.append(.waitUntilIdle)
            default: steps.append(.action(name, argument: argument))
            }
        }
        self.steps = steps[...]
    }

    var isDone: Bool { steps.isEmpty }

    /// The next step, unless it waits for something that has not come.
    mutating func next(_ model: Model) -> Event? {
        while let step = steps.first {
            switch step {
            case .key(let key):
                steps.removeFirst()
                return .key(key)
            case .action(let name, let argument):
                steps.removeFirst()
                return .action(name, argument: argument)
            case .waitForMail(let count):
                guard model.count >= count else { return nil }
                steps.removeFirst()
            case .waitUntilIdle:
                guard model.isSettled else { return nil }
                steps.removeFirst()
            }
        }
        return nil
    }
}
