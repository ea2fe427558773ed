internal import CKernels

/// A funnel as the search of blocks takes it.
struct SlicedQuestion: Sendable {
  /// The rules.
  private(set) var kernel = sliced_question()
  /// The funnel's steps by their slots.
  private(set) var steps = sliced_steps()
  /// The slots that events may fill.
  let fills: SlicedFills
  /// The event codes that can fill each slot, as bits; codes that are equal modulo 64 share one.
  private(set) var events: [UInt64]
  /// For each step, the slot that completes it.
  let lastSlots: [Int]
  /// Whether the order of the file counts where times are equal.
  let usesFileOrder: Bool
  /// Whether events of one name may fill different slots.
  let dependsOnProperties: Bool
  /// Whether the reported chains are those that blocks tell.
  let findsChains: Bool

  /// Translates a funnel, or returns nil where its count needs more than blocks tell.
  ///
  /// Blocks know names and times of events, and where conditions hold, and the search keeps the entry
  /// of one chain for each slot. That is exact for funnels in order with a window from the entry;
  /// limits and whatever spoils a hop need the store.
  init?(_ funnel: CompiledFunnel, of sliced: SlicedEvents) {
    let plan = funnel.plan
    guard funnel.order == .loose, funnel.spoilers == nil, funnel.timeSlot <= 1, funnel.held == nil,
      funnel.optional == nil, !funnel.countsAttempts, !plan.hasHopLimits, !plan.firstEntryOnly,
      plan.entrySlots == 1, plan.slotCount <= Int(SLICED_SLOTS),
      funnel.times.contains(sliced.timeRange.lowerBound),
      funnel.times.contains(sliced.timeRange.upperBound)
    else { return nil }
    // What a single event may fill.
    let sets = funnel.fills.differentMasks()
    // An event that fills one slot at most is not used twice either way.
    if plan.reusesEvents, sets.contains(where: { $0 & ($0 &- 1) != 0 }) { return nil }
    let window = sliced.clock.ticks(within: plan.window)
    // In so short a window nothing is certain.
    if window.firstUncertain == 0 { return nil }

    events = Array(repeating: 0, count: plan.slotCount)
    lastSlots = (1...plan.stepCount).map { plan.slots(of: $0) - 1 }
    usesFileOrder = funnel.separatesTies
    kernel.last_possible = window.lastPossible
    kernel.first_uncertain = window.firstUncertain
    // By these rules the window starts at the entry, or there is none.
    findsChains =
      plan.reportedChain == .earliestEntry && (plan.isOpenFromEntry || plan.openWindow == .max)
    dependsOnProperties = !funnel.fills.conditionals.isEmpty
    fills = SlicedFills(funnel, of: sliced)
    setEvents(funnel.fills.possible)
    setEntries(plan, sliced)
    setSteps(sets)
    setOpen(funnel, sliced)
  }

  private mutating func setEvents(_ masks: [UInt64]) {
    for (code, mask) in masks.enumerated() {
      for slot in events.indices where mask >> UInt64(slot) & 1 == 1 {
        events[slot] |= 1 << UInt64(code & 63)
      }
    }
  }

  private mutating func setSteps(_ sets: Set<UInt64>) {
    steps.count = UInt8(lastSlots.count)
    withUnsafeMutableBytes(of: &steps.last_slots) { bytes in
      for (step, slot) in lastSlots.enumerated() { bytes[step] = UInt8(slot) }
    }
    let areApart = sets.allSatisfy { set in sets.allSatisfy { $0 == set || $0 & set == 0 } }
    steps.fills_are_apart = areApart
    withUnsafeMutableBytes(of: &steps.twins) { bytes in
      for slot in events.indices {
        let set = sets.first { $0 >> UInt64(slot) & 1 == 1 } ?? 0
        let before = areApart ? set & ((1 << UInt64(slot)) - 1) : 0
        bytes[slot] = before == 0 ? .max : UInt8(63 - before.leadingZeroBitCount)
      }
    }
    steps.late = LossReason.late.rawValue
    steps.open = LossReason.open.rawValue
    steps.out_of_order = LossReason.outOfOrder.rawValue
    steps.left = LossReason.left.rawValue
    steps.none = Outcomes.noLoss
  }

  /// Tells from which entry on windows had not ended with the data, as ``SearchPlan`` has it.
  private mutating func setOpen(_ funnel: CompiledFunnel, _ sliced: SlicedEvents) {
    (kernel.first_open, kernel.uncertain_open) = (SlicedClock.never, SlicedClock.never)
    guard funnel.plan.openWindow < .max else { return }
    let (end, overflow) = funnel.dataEnd.subtractingReportingOverflow(funnel.plan.openWindow)
    if overflow || end < sliced.timeRange.lowerBound {
      kernel.first_open = 0
    } else if end < sliced.timeRange.upperBound {
      kernel.first_open = sliced.clock.rounded(end + 1)
      if !sliced.clock.isFirst(end + 1) {
        kernel.uncertain_open = kernel.first_open
        kernel.first_open += 1
      }
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

extension RowMasks {
  /// Returns the different sets of bits, but for the empty one, that a row can have.
  ///
  /// - Complexity: O(event names × different sets).
  func differentMasks() -> Set<UInt64> {
    var found: Set<UInt64> = []
    for code in unconditional.indices where possible[code] != 0 {
      var masks: Set<UInt64> = [unconditional[code]]
      for condition in conditionals where condition.masks[code] != 0 {
        masks.formUnion(masks.map { $0 | condition.masks[code] })
      }
      found.formUnion(masks)
    }
    return found.subtracting([0])
  }
}
