/// What became of everyone who entered: how deep they got, by which events, and why no deeper.
///
/// The search writes it once; totals, groups and times are read off it. An entrant is a unit, an
/// attempt of a unit, or a unit with one value of a breakdown.
struct Outcomes: Sendable {
  /// The unit of each entrant, ascending.
  let units: SharedArray<UInt32>
  /// The number of the last required step each entrant reached, at least one.
  let depths: SharedArray<UInt8>
  /// Why each entrant got no further; ``noLoss`` for those who converted.
  let reasons: SharedArray<UInt8>
  /// The row of each step of the chains, entrant after entrant; a skipped optional step has
  /// ``OptionalSteps/skipped``.
  let rows: SharedArray<UInt32>
  /// The value of a breakdown each entrant was counted with, when the search was run by values.
  let groups: SharedArray<UInt32>
  /// Where the chain of the first of each so many entrants starts in ``rows``.
  private let chainStarts: [Int]

  /// The number of entrants of which one's start is known.
  private static let startDistance = 256

  /// The reason of those who reached the last step.
  static let noLoss = UInt8.max

  /// The number of entrants.
  var count: Int { depths.count }

  /// Creates outcomes from what is known of each entrant.
  ///
  /// - Complexity: O(entrants).
  init(
    units: SharedArray<UInt32>, depths: SharedArray<UInt8>, reasons: SharedArray<UInt8>,
    rows: SharedArray<UInt32>, groups: SharedArray<UInt32>
  ) {
    (self.units, self.depths, self.reasons) = (units, depths, reasons)
    (self.rows, self.groups) = (rows, groups)
    chainStarts = depths.withUnsafeBufferPointer { depths in
      var start = 0
      return stride(from: 0, to: depths.count, by: Self.startDistance).map { first in
        let own = start
        for entrant in first..<min(first + Self.startDistance, depths.count) {
          start &+= Int(depths[entrant])
        }
        return own
      }
    }
  }

  /// Returns where an entrant's chain starts in ``rows``.
  ///
  /// - Complexity: O(1).
  func chainStart(of entrant: Int) -> Int {
    let known = entrant / Self.startDistance
    return (known * Self.startDistance..<entrant).reduce(chainStarts[known]) {
      $0 + Int(depths[$1])
    }
  }

  /// Returns where a chain lies in ``rows``, one place for each step it reached.
  func chain(of entrant: Int) -> Range<Int> {
    let start = chainStart(of: entrant)
    return start..<start + Int(depths[entrant])
  }

  /// Returns why an entrant got no further, or nil when it converted.
  func reason(of entrant: Int) -> LossReason? { LossReason(rawValue: reasons[entrant]) }
}

extension Outcomes {
  /// Forgets all but the entrants of the groups for which a table says so.
  mutating func keep(_ isKept: [Bool], of entrants: EntrantGroups) {
    let all = self
    let parts = Pieces(of: count).map { _, range in
      var part = Part()
      all.withColumns { columns in
        columns.forEachChain(of: range) { entrant, chain in
          guard isKept[entrants.numbers?[entrant] ?? 0] else { return }
          part.units.append(columns.units[entrant])
          part.depths.append(columns.depths[entrant])
          part.reasons.append(columns.reasons[entrant])
          part.rows.append(contentsOf: chain)
          if !all.groups.isEmpty { part.groups.append(all.groups[entrant]) }
        }
      }
      return part
    }
    self = Outcomes(joining: parts)
  }

  /// The outcomes of a range of units.
  struct Part: Sendable {
    var units: [UInt32] = []
    var depths: [UInt8] = []
    var reasons: [UInt8] = []
    var rows: [UInt32] = []
    var groups: [UInt32] = []
    /// The value of a breakdown under way.
    var group: UInt32?

    /// Adds an entrant.
    mutating func append(unit: Int, rows chain: [UInt32], reason: LossReason?) {
      units.append(UInt32(truncatingIfNeeded: unit))
      depths.append(UInt8(truncatingIfNeeded: chain.count))
      reasons.append(reason?.rawValue ?? Outcomes.noLoss)
      rows.append(contentsOf: chain)
      if let group { groups.append(group) }
    }
  }

  /// Joins the outcomes of neighbouring ranges of units.
  ///
  /// - Complexity: O(rows of the chains).
  init(joining parts: [Part]) {
    self.init(
      units: Self.joined(parts.map(\.units)), depths: Self.joined(parts.map(\.depths)),
      reasons: Self.joined(parts.map(\.reasons)), rows: Self.joined(parts.map(\.rows)),
      groups: Self.joined(parts.map(\.groups)))
  }

  /// Returns where each array begins when all are joined, and where the last one ends.
  private static func places<Element>(_ arrays: [[Element]]) -> [Int] {
    arrays.reduce(into: [0]) { places, array in
      places.append(places[places.count - 1] + array.count)
    }
  }

  private static func joined<Element: BitwiseCopyable & Sendable>(
    _ arrays: [[Element]]
  ) -> SharedArray<Element> {
    let places = places(arrays)
    return SharedArray(lent: places[arrays.count]) { joined in
      _ = FunnelCore.concurrently(arrays.count) { index in
        arrays[index].withUnsafeBufferPointer { array in
          guard let base = array.baseAddress else { return }
          (joined.base + places[index]).update(from: base, count: array.count)
        }
      }
    }
  }
}
