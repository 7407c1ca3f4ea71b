package import MessageCatalog
package import SystemPackage

/// One `.eml` file per message, byte for byte as it was received.
package struct EMLFolder: MessageExport {
    private let folder: FilePath
    private let force: Bool

    package init(_ folder: FilePath, force: Bool) throws(Failure) {
        self.folder = folder
        self.force = force
        try ExportFile.makeFolder(folder)
    }

    package func write(_ document: MessageDocument) throws(Failure) -> [FilePath] {
        let path = folder.appending(ExportFileName.eml(document.summary))
        try ExportFile.write(document.source, to: path, force: force)
        return [path]
    }
}
