import MailCore
import MessageStore
import SystemPackage
import TerminalUI

extension Model.Settings {
    /// What this process knows and a model must be told.
    init(store: FilePath, keymap: Keymap, options: FrontOptions) {
        self.init(offset: SystemClock.localOffset, setup: SetupLines.all, storePath: store.string)
        self.keymap = keymap
        bell = options.bell
        loadsRemoteContent = options.loadsRemoteContent
        fileName = ExportFileName.eml
        partName = { part, id in
            var taken: Set<String> = []
            return ExportFileName.attachment(part, of: id, taken: &taken)
        }
    }
}

extension Moment {
    /// Shows the time that ROOST_NOW names, if it names one.
    static var now: Moment {
        Moment(milliseconds: SystemClock.monotonicMilliseconds(), wall: SystemClock.frozen ?? SystemClock.now())
    }
}
