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
  /// Forgets all but the given entrants, ascending.
  mutating func keep(_ entrants: [Int]) {
    var part = Part()
    for entrant in entrants {
      part.units.append(units[entrant])
      part.depths.append(depths[entrant])
      part.reasons.append(reasons[entrant])
      part.rows.append(contentsOf: rows[chain(of: entrant)])
      if !groups.isEmpty { part.groups.append(groups[entrant]) }
    }
    self = Outcomes(joining: [part])
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
  init(joining parts: [Part]) {
    units = parts.flatMap(\.units)
    depths = parts.flatMap(\.depths)
    reasons = parts.flatMap(\.reasons)
    rows = parts.flatMap(\.rows)
    groups = parts.flatMap(\.groups)
    chainStarts.reserveCapacity(depths.count)
    var start = 0
    for depth in depths {
      chainStarts.append(start)
      start += Int(depth)
    }
  }
}
