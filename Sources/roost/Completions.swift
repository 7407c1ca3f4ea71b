import ArgumentParser
import RoostKit

struct Completions: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints what a shell needs to complete the commands.",
        discussion: """
              roost completions bash > ~/.local/share/bash-completion/completions/roost
              roost completions zsh > ~/.zfunc/_roost
              roost completions fish > ~/.config/fish/completions/roost.fish
            """)

    @OptionGroup var colour: ColourOption
    @Argument(help: "bash, zsh or fish.") var shell: String

    func run() throws {
        guard let shell = CompletionShell(rawValue: shell) else {
            throw Failure(.usage, "completions: \(shell): unknown; give bash, zsh or fish")
        }
        StandardOutput.line(Roost.completionScript(for: shell))
    }
}
