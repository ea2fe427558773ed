/// What is known of rows that are not kept.
struct LeftOutRows: Sendable, Equatable {
  /// How many there are.
  var count = 0
  /// The earliest and the latest time of them and of the rows they came with; the other way round
  /// without any.
  var (earliest, latest) = (Int64.max, Int64.min)

  /// Takes in others.
  mutating func formUnion(_ others: LeftOutRows) {
    count += others.count
    earliest = min(earliest, others.earliest)
    latest = max(latest, others.latest)
  }
}
