/// What stands over a screen. One at a time.
enum Overlay: Sendable {
    case prompt(Prompt)
    case finder(Finder)
    /// A choice by one key, of the actions of a context.
    case menu(Context)
    case form(Form)
    case question(Question)
    /// `q` was pressed where leaving stops the listener.
    case leaving
}
