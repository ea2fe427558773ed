extension EventStoreBuilder {
  /// The bytes the columns that have few values may take in a store.
  ///
  /// A store has a cell for every row of a column, so a thousand keys that occur now and then
  /// would take many times the room of the data they come from.
  static let rareColumnBytes = 256 << 20

  /// How many columns a store leaves out because they have too few values for the room they take.
  var rareColumnCount: Int { columns.count - keptColumns().count }

  /// Fewer than one row in so many has a value of a rare column.
  private static let rareRatio = 8

  /// Returns the positions of the columns a store has; of the rare ones those with most values.
  func keptColumns(within limit: Int = rareColumnBytes) -> [Int] {
    let events = eventCount
    let counts = valueCounts
    // Without their column sessions would be told by silences.
    let rare = columns.indices.filter {
      counts[$0] * Self.rareRatio < events && columns[$0].name != roles.session
    }
    let sizes = rare.map {
      (takenCount + keptRowCount) * CodeArray.width(for: columns[$0].texts.count)
    }
    guard sizes.reduce(0, +) > limit else { return Array(columns.indices) }
    let byValues = zip(rare, sizes).sorted { (counts[$1.0], $0.0) < (counts[$0.0], $1.0) }
    var dropped: Set<Int> = []
    var total = 0
    for (index, size) in byValues {
      total += size
      if total > limit { dropped.insert(index) }
    }
    return columns.indices.filter { !dropped.contains($0) }
  }

  /// How many rows have a value of each column.
  var valueCounts: [Int] {
    var counts = Array(repeating: 0, count: columns.count)
    for (column, count) in takenValueCounts.enumerated() { counts[column] = count }
    for group in closed + [RowGroup(rows: open)] {
      let translation = group.origin.flatMap { translations[$0] }
      for column in columns.indices {
        let source = translation.map { $0.source(ofColumn: column) } ?? column
        guard let source, source < group.rows.valueCounts.count else { continue }
        counts[column] += group.rows.valueCounts[source]
      }
    }
    return counts
  }
}
