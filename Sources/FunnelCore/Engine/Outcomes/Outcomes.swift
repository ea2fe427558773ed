/// What became of everyone who entered: how deep they got, by which events, and why no deeper.
///
/// The search writes it once; totals, groups and times are read off it. An entrant is a unit, an
/// attempt of a unit, or a unit with one value of a breakdown.
struct Outcomes: Sendable {
  /// The unit of each entrant, ascending.
  private(set) var units: [UInt32] = []
  /// The number of the last required step each entrant reached, at least one.
  private(set) var depths: [UInt8] = []
  /// Why each entrant got no further; ``noLoss`` for those who converted.
  private(set) var reasons: [UInt8] = []
  /// Where each entrant's chain starts in ``rows``.
  private(set) var chainStarts: [Int] = []
  /// The row of each step of the chains, entrant after entrant; a skipped optional step has
  /// ``OptionalSteps/skipped``.
  private(set) var rows: [UInt32] = []
  /// The value of a breakdown each entrant was counted with, when the search was run by values.
  private(set) var groups: [UInt32] = []

  /// The reason of those who reached the last step.
  static let noLoss = UInt8.max

  /// The number of entrants.
  var count: Int { depths.count }

  /// Returns where a chain lies in ``rows``, one place for each step it reached.
  @inline(__always)
  func chain(of entrant: Int) -> Range<Int> {
    chainStarts[entrant]..<chainStarts[entrant] + Int(depths[entrant])
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
      for entrant in range where isKept[Int(entrants.numbers?[entrant] ?? 0)] {
        part.units.append(all.units[entrant])
        part.depths.append(all.depths[entrant])
        part.reasons.append(all.reasons[entrant])
        part.rows.append(contentsOf: all.rows[all.chain(of: entrant)])
        if !all.groups.isEmpty { part.groups.append(all.groups[entrant]) }
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
    units = Self.joined(parts.map(\.units))
    depths = Self.joined(parts.map(\.depths))
    reasons = Self.joined(parts.map(\.reasons))
    rows = Self.joined(parts.map(\.rows))
    groups = Self.joined(parts.map(\.groups))
    let (entrants, starts) = (Self.places(parts.map(\.depths)), Self.places(parts.map(\.rows)))
    chainStarts = SharedMemory<Int>.array(count: depths.count) { chainStarts in
      _ = FunnelCore.concurrently(parts.count) { part in
        var start = starts[part]
        for (entrant, depth) in parts[part].depths.enumerated() {
          chainStarts.base[entrants[part] &+ entrant] = start
          start &+= Int(depth)
        }
      }
    }
  }

  /// Returns where each array begins when all are joined, and where the last one ends.
  private static func places<Element>(_ arrays: [[Element]]) -> [Int] {
    arrays.reduce(into: [0]) { places, array in
      places.append(places[places.count - 1] + array.count)
    }
  }

  private static func joined<Element: BitwiseCopyable & Sendable>(
    _ arrays: [[Element]]
  ) -> [Element] {
    let places = places(arrays)
    return SharedMemory<Element>.array(count: places[arrays.count]) { joined in
      _ = FunnelCore.concurrently(arrays.count) { index in
        arrays[index].withUnsafeBufferPointer { array in
          guard let base = array.baseAddress else { return }
          (joined.base + places[index]).update(from: base, count: array.count)
        }
      }
    }
  }
}
