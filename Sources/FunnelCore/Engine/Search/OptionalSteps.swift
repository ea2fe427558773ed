/// Finds which optional steps the reported chain of a unit passed through.
struct OptionalSteps: Sendable {
  /// Stands for the row of a step that was skipped.
  static let skipped = UInt32.max

  /// For each step, its bit among the optional ones, or nil when it is required.
  private let bits: [Int?]
  private let limits: [Int64]
  private let masks: RowMasks

  /// Resolves the optional steps of a query, or returns nil when there are none.
  init?(_ query: FunnelQuery, store: EventStore) throws(QueryError) {
    var bits: [Int?] = []
    var matchers: [(EventMatcher, UInt64)] = []
    for step in query.funnel.steps {
      guard step.isOptional else {
        bits.append(nil)
        continue
      }
      let bit = bits.count { $0 != nil }
      bits.append(bit)
      let mask: UInt64 = 1 << UInt64(bit)
      matchers += step.matchers.map { ($0, mask) }
    }
    guard bits.contains(where: { $0 != nil }) else { return nil }
    self.bits = bits
    limits = query.funnel.steps.map { $0.within?.rawValue ?? .max }
    masks = try RowMasks(matchers, store: store)
  }

  /// Whether a step, counted from zero, may be skipped.
  func isOptional(_ step: Int) -> Bool { bits[step] != nil }

  /// Returns the chain with a row, or ``skipped``, for every step up to its last required one.
  ///
  /// An optional step takes the earliest event after the step before it that no other step took.
  ///
  /// - Complexity: O(events between the chain's steps × optional steps).
  func expand(
    _ chain: [UInt32], in rows: Range<Int>, of store: EventStore, by funnel: CompiledFunnel
  ) -> [UInt32] {
    var expanded: [UInt32] = []
    var required = 0
    for (step, bit) in bits.enumerated() {
      guard required < chain.count else { break }
      guard let bit else {
        expanded.append(chain[required])
        required += 1
        continue
      }
      let previous = expanded.last { $0 != Self.skipped } ?? chain[0]
      let used = Set(chain + expanded)
      let time = funnel.rounded(store.times[Int(previous)])
      let end = funnel.rounded(store.times[Int(chain[required])])
      let found = firstRow(at: time, in: rows, of: store, by: funnel).flatMap { first in
        (first..<rows.upperBound).lazy.prefix { funnel.rounded(store.times[$0]) <= end }
          .first { row in
            masks.mask(code: store.eventCodes[row], row: row) >> UInt64(bit) & 1 == 1
              && !used.contains(UInt32(row)) && funnel.counts(row, at: store.times[row])
              && elapsed(from: time, to: funnel.rounded(store.times[row])) <= limits[step]
              && (!funnel.separatesTies || row > Int(previous) && row < Int(chain[required]))
          }
      }
      expanded.append(found.map { UInt32($0) } ?? Self.skipped)
    }
    while let last = expanded.indices.last, bits[last] != nil { expanded.removeLast() }
    return expanded
  }

  private func firstRow(
    at time: Int64, in rows: Range<Int>, of store: EventStore, by funnel: CompiledFunnel
  ) -> Int? {
    var (low, high) = (rows.lowerBound, rows.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if funnel.rounded(store.times[middle]) < time { low = middle + 1 } else { high = middle }
    }
    return low < rows.upperBound ? low : nil
  }
}
