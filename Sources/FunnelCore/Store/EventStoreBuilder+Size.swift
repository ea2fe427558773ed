extension EventStoreBuilder {
  /// About how many bytes making a store takes besides what is already there.
  ///
  /// - Complexity: O(columns).
  var storeBytes: Int {
    let events = eventCount
    let codeBytes = columns.reduce(CodeArray.width(for: self.events.count)) {
      $0 + CodeArray.width(for: $1.texts.count)
    }
    // Besides the codes a moment, and a place while rows are put in order.
    return events * (codeBytes + 2 * MemoryLayout<Int64>.size)
  }
}
