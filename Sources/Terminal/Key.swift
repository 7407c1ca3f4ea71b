/// A key press, or a paste.
package enum Key: Hashable, Sendable {
    case character(Character)
    /// With Ctrl, in lower case: `control("c")`.
    case control(Character)
    /// With Alt: an escape and a character right behind it.
    case alt(Character)
    case function(Int)
    case enter, tab, backTab, escape, backspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    /// What a terminal put between the marks of a bracketed paste, as it came.
    case paste(String)
}
