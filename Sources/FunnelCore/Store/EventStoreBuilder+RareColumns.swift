extension EventStoreBuilder {
  /// The bytes the columns that have few values may take in a store.
  ///
  /// A store has a cell for every row of a column, so a thousand keys that occur now and then
  /// would take many times the room of the data they come from.
  static let rareColumnBytes = 256 << 20

  /// How many columns a store leaves out because they have too few values for the room they take.
  var rareColumnCount: Int { columns.count - keptColumns().count }

  /// Returns the positions of the columns a store has; of the rare ones those with most values.
  func keptColumns(within limit: Int = rareColumnBytes) -> [Int] {
    let rare = columns.indices.filter { columns[$0].isSparse }
    let sizes = rare.map { eventCount * columns[$0].width }
    guard sizes.reduce(0, +) > limit else { return Array(columns.indices) }
    let byValues = zip(rare, sizes).sorted {
      (columns[$1.0].valueCount, $0.0) < (columns[$0.0].valueCount, $1.0)
    }
    var dropped: Set<Int> = []
    var total = 0
    for (index, size) in byValues {
      total += size
      if total > limit { dropped.insert(index) }
    }
    return columns.indices.filter { !dropped.contains($0) }
  }
}
