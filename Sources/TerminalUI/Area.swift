/// A rectangle of a screen, in cells.
struct Area: Hashable, Sendable {
    var column: Int
    var row: Int
    var columns: Int
    var rows: Int

    /// The column behind the last one.
    var end: Int { column + columns }
}
