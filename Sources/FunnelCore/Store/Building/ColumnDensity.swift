/// Decides which columns have a place in the records, by how many rows have a value of them.
///
/// A column with few values keeps only these, so thousands of keys that occur once each take room
/// for their values and no more.
struct ColumnDensity: Sendable {
  /// A column gets a place when one row in so many of a block has a value.
  private static let denseRatio = 8
  /// It loses the place again when fewer than one row in so many had one.
  private static let sparseRatio = 16
  /// Over at least so many rows.
  private static let fewestRows = 4096
  /// Fewer rows than this say nothing about a column.
  private static let leastBlock = 32

  /// How many rows and values there were since the column got its place.
  private struct Count {
    var rows = 0
    var values = 0
  }

  private var counts: [Count] = []

  /// Returns the layout for a block's rows where the present one does not fit them.
  mutating func layout(for block: PartitionedRows.Block, from layout: RecordLayout) -> RecordLayout?
  {
    var hasChanged = false
    let eventWidth = max(layout.eventWidth, CodeArray.width(for: block.largestEvent))
    if eventWidth != layout.eventWidth { hasChanged = true }
    while counts.count < block.columns.count { counts.append(Count()) }
    // A block of which few rows are kept tells no less.
    let rows = block.count + block.leftOut.count
    for column in block.columns.indices {
      let old = layout.width(of: column)
      let wanted = width(of: column, block.columns[column], rows: rows, old)
      if wanted != old { hasChanged = true }
    }
    guard hasChanged else { return nil }
    var changed = layout
    changed.place(
      eventWidth: eventWidth,
      widths: block.columns.indices.map { column in
        let values = block.columns[column]
        let isPlaced = counts[column].rows > 0
        return isPlaced
          ? UInt8(max(layout.width(of: column), CodeArray.width(for: values.largest))) : 0
      })
    return changed
  }

  /// Takes in how many values a column has in a block and returns the bytes it should have.
  private mutating func width(
    of column: Int, _ values: PartitionedRows.BlockColumn, rows: Int, _ old: Int
  ) -> Int {
    let found = values.found
    if old == 0 {
      guard found * Self.denseRatio >= rows, rows >= Self.leastBlock else { return 0 }
      counts[column] = Count(rows: rows, values: found)
    } else {
      counts[column].rows += rows
      counts[column].values += found
      if counts[column].rows > Self.fewestRows,
        counts[column].values * Self.sparseRatio < counts[column].rows
      {
        counts[column] = Count()
        return 0
      }
      if found == 0 { return old }
    }
    return max(old, CodeArray.width(for: values.largest))
  }
}
