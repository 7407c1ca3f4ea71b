import SystemPackage

extension StoreError {
    /// - Parameter what: What could not be done, `cannot open /path`.
    init(_ error: Errno, _ what: String) {
        switch error {
        case .noSpace, .diskQuotaExceeded, .fileTooLarge:
            self.init(.full, "\(what): \(error); free some room or delete messages")
        case .permissionDenied, .notPermitted, .readOnlyFileSystem:
            self.init(.notWritable, "\(what): \(error); check owner and permissions")
        case .noSuchFileOrDirectory:
            self.init(.gone, "\(what): \(error); open the store again")
        default:
            self.init(.failed, "\(what): \(error)")
        }
    }
}
