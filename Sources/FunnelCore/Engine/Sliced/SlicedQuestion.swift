internal import CKernels

/// A funnel as the search of blocks takes it.
struct SlicedQuestion: Sendable {
  /// The funnel by its slots.
  private(set) var kernel = sliced_question()
  /// The event codes that can fill each slot, as bits; codes that are equal modulo 64 share one.
  private(set) var events: [UInt64]
  /// For each step, the slot that completes it.
  let lastSlots: [Int]
  /// Whether the order of the file counts where times are equal.
  let usesFileOrder: Bool

  /// Translates a funnel, or returns nil where its count needs more than blocks tell.
  ///
  /// Blocks know names and times of events and keep the entry of one chain for each slot. That is
  /// exact for funnels in order with a window from the entry; conditions on properties, limits and
  /// whatever spoils a hop need the store.
  init?(_ funnel: CompiledFunnel, of sliced: SlicedEvents) {
    let plan = funnel.plan
    guard funnel.order == .loose, funnel.spoilers == nil, funnel.filter == nil,
      funnel.fills.conditionals.isEmpty, funnel.timeSlot <= 1, funnel.held == nil,
      funnel.optional == nil, !funnel.countsAttempts, !plan.hasHopLimits, !plan.firstEntryOnly,
      plan.entrySlots == 1, plan.slotCount <= Int(SLICED_SLOTS),
      funnel.times.contains(sliced.timeRange.lowerBound),
      funnel.times.contains(sliced.timeRange.upperBound)
    else { return nil }
    let masks = funnel.fills.unconditional
    // An event that fills one slot at most is not used twice either way.
    if plan.reusesEvents, masks.contains(where: { $0 & ($0 &- 1) != 0 }) { return nil }
    let window = sliced.clock.ticks(within: plan.window)
    // In so short a window nothing is certain.
    if window.firstUncertain == 0 { return nil }

    events = Array(repeating: 0, count: plan.slotCount)
    lastSlots = (1...plan.stepCount).map { plan.slots(of: $0) - 1 }
    usesFileOrder = funnel.separatesTies
    kernel.last_possible = window.lastPossible
    kernel.first_uncertain = window.firstUncertain
    setFills(masks)
    setEntries(plan, sliced)
  }

  private mutating func setFills(_ masks: [UInt64]) {
    for (code, mask) in masks.enumerated() {
      for slot in events.indices where mask >> UInt64(slot) & 1 == 1 {
        events[slot] |= 1 << UInt64(code & 63)
      }
    }
    withUnsafeMutableBytes(of: &kernel.fills) { fills in
      for (code, mask) in masks.enumerated() { fills[code] = UInt8(truncatingIfNeeded: mask) }
    }
    let parts = stride(from: 0, to: masks.count, by: 16).filter { first in
      masks[first..<min(first + 16, masks.count)].contains { $0 != 0 }
    }
    kernel.part_count = UInt8(parts.count)
    withUnsafeMutableBytes(of: &kernel.parts) { bytes in
      for (index, first) in parts.enumerated() { bytes[index] = UInt8(first) }
    }
  }

  private mutating func setEntries(_ plan: SearchPlan, _ sliced: SlicedEvents) {
    let range = sliced.timeRange
    let clock = sliced.clock
    kernel.uncertain_entries = (SlicedClock.never, SlicedClock.never)
    kernel.latest_entry = UInt16(SlicedClock.lastTick)
    guard plan.earliestEntry > range.lowerBound || plan.latestEntry < range.upperBound else {
      return
    }
    guard plan.earliestEntry <= min(plan.latestEntry, range.upperBound),
      plan.latestEntry >= range.lowerBound
    else {
      // Nobody enters.
      events[0] = 0
      return
    }
    kernel.has_range = true
    if plan.earliestEntry > range.lowerBound {
      kernel.earliest_entry = clock.rounded(plan.earliestEntry)
      if !clock.isFirst(plan.earliestEntry) {
        kernel.uncertain_entries.0 = kernel.earliest_entry
      }
    }
    if plan.latestEntry < range.upperBound {
      kernel.latest_entry = clock.rounded(plan.latestEntry)
      if !clock.isLast(plan.latestEntry) { kernel.uncertain_entries.1 = kernel.latest_entry }
    }
  }

  /// Returns how many slots, from the first on, some event of a block can fill.
  @inline(__always)
  func slots(in block: SlicedEvents.Block) -> Int {
    var slot = 0
    while slot < events.count, events[slot] & block.events != 0 { slot &+= 1 }
    return slot
  }
}
