/// Tells which events may not lie within which hops: excluded ones, and in strict funnels all others.
///
/// This is the rule for exclusions and for the strict order: which hops. That only events strictly
/// between the two of a hop spoil it is up to the searches, see ``ChainSearch/depth()``; only excluded events take part in ``AnyOrderSearch``.
struct HopSpoilers: Sendable {
  /// The bits of an event: after how many filled slots it spoils the hop under way.
  struct Bits {
    var excluded: UInt64
    var breaking: UInt64

    static let none = Bits(excluded: 0, breaking: 0)

    var all: UInt64 { excluded | breaking }

    func union(_ other: Bits) -> Bits {
      Bits(excluded: excluded | other.excluded, breaking: breaking | other.breaking)
    }
  }

  private let excluded: RowMasks
  /// Events that break no strict funnel have bit 0.
  private let ignored: RowMasks?
  /// For each slot, the hops that an event which can fill it does not break.
  private let harmless: [UInt64]
  /// The hops a strict funnel has.
  private let hops: UInt64

  init(
    _ query: FunnelQuery, plan: SearchPlan, store: EventStore, memory: EngineMemory?
  ) throws(QueryError) {
    let required = query.funnel.requiredStepBefore
    var exclusions: [(EventMatcher, UInt64)] = []
    for exclusion in query.funnel.exclusions {
      let bits = Self.bits(ofHop: required[exclusion.afterStep], plan)
      exclusions += exclusion.matchers.map { ($0, bits) }
    }
    excluded = try RowMasks(exclusions, store: store, memory: memory)
    guard query.rules.order == .strict else {
      (ignored, harmless, hops) = (nil, [], 0)
      return
    }
    ignored = try RowMasks(query.rules.ignored.map { ($0, 1) }, store: store, memory: memory)
    hops = ((1 << UInt64(plan.slotCount)) - 1) & ~1
    harmless = (0..<plan.slotCount).map { slot in
      // The step just matched may repeat; the events that make up a count belong to its step.
      let step = plan.stepsFilled[slot]
      let repeated = Self.bits(ofHop: step, plan)
      let counted = plan.slots(of: step + 1) - plan.slots(of: step) > 1
      return counted && step > 0 ? repeated | Self.bits(ofHop: step - 1, plan) : repeated
    }
  }

  /// Returns the numbers of filled slots at which the hop after a required step is under way.
  private static func bits(ofHop step: Int, _ plan: SearchPlan) -> UInt64 {
    plan.stepsFilled.indices.dropLast().reduce(0) { bits, filled in
      plan.stepsFilled[filled] == step + 1 ? bits | 1 << UInt64(filled) : bits
    }
  }

  /// Returns what a row with an event code, which can fill the given slots, spoils.
  func bits(code: Int, row: Int, fills: UInt64) -> Bits {
    let excluded = excluded.mask(code: code, row: row)
    guard let ignored, ignored.mask(code: code, row: row) == 0 else {
      return Bits(excluded: excluded, breaking: 0)
    }
    var spared: UInt64 = 0
    var mask = fills
    while mask != 0 {
      spared |= harmless[mask.trailingZeroBitCount]
      mask &= mask - 1
    }
    return Bits(excluded: excluded, breaking: hops & ~spared)
  }
}

extension FunnelDefinition {
  /// For each step, the required step, counted from zero, whose hop is under way after it.
  var requiredStepBefore: [Int] {
    var required = -1
    return steps.map { step in
      if !step.isOptional { required += 1 }
      return required
    }
  }
}
