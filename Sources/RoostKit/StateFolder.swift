import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Where Roost keeps what belongs to this machine: `$XDG_STATE_HOME/roost`, else `~/.local/state/roost`.
enum StateFolder {
    /// `nil` when the environment names no place.
    static func path(_ environment: [String: String]) -> FilePath? {
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
            return FilePath(state).appending("roost")
        }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        return FilePath(home).appending(".local/state/roost")
    }

    /// Makes a folder and those above it, for this user only; whether it is there then.
    static func make(_ folder: FilePath) -> Bool {
        var made = FilePath(root: "/")
        for component in folder.components {
            made.append(component)
            _ = made.withPlatformString { mkdir($0, 0o700) }
        }
        return folder.withPlatformString { access($0, F_OK) == 0 }
    }
}
