extension EventStoreBuilder {
  /// A unit's first row, its id and where that ends, which are there twice for a moment.
  private static let bytesOfUnit = 2 * (MemoryLayout<Int>.size + 16)

  /// About how many bytes making a store takes besides what is already there; of rows
  /// that were taken out nothing is made.
  ///
  /// - Complexity: O(columns + events of one part).
  var storeBytes: Int {
    let events = keptRowCount
    let codeBytes = columns.reduce(CodeArray.width(for: self.events.count)) {
      $0 + CodeArray.width(for: $1.texts.count)
    }
    return events * (codeBytes + MemoryLayout<Int64>.size) + likelyUnitCount * Self.bytesOfUnit
  }
}
