/// A funnel's steps and rules as integers, ready for the search of one unit.
///
/// A step of several events (`view x3`) is several *slots*, any other step is one. After `f` filled
/// slots, bit `f` of an event's mask says that it can fill the next one.
struct SearchPlan: Sendable {
  /// The largest number of slots; the state after the last one needs a bit of its own.
  static let slotLimit = 62

  /// The number of required steps.
  let stepCount: Int
  /// The number of slots of all required steps together.
  let slotCount: Int
  /// For each number of filled slots, how many were filled when the last step was complete.
  let completed: [Int]
  /// For each number of filled slots, the number of complete steps.
  let stepsFilled: [Int]
  /// For each slot, how many slots before it need events of their own for the same matchers.
  let twinsBefore: [Int]
  /// The number of slots of the first step.
  let entrySlots: Int
  /// Whether any step has several slots.
  let hasCounts: Bool
  /// The longest time of the hop under way after `f` filled slots, `Int64.max` for no limit.
  var hopLimits: [Int64]
  /// Whether any hop has a limit.
  var hasHopLimits: Bool
  /// The longest time from entry to last step in microseconds, `Int64.max` for no limit.
  var window: Int64
  /// The window that decides whether a chain may still go on, `Int64.max` for no limit.
  let openWindow: Int64
  /// Whether that window starts at the entry and not at the last step.
  let isOpenFromEntry: Bool
  /// The earliest time an entry may have; none may when it is after ``latestEntry``.
  var earliestEntry: Int64
  /// The latest time an entry may have.
  var latestEntry: Int64
  /// Whether only the unit's first entry counts.
  var firstEntryOnly: Bool
  /// Whether one event may fill several steps.
  let reusesEvents: Bool
  /// Whether events can spoil a hop.
  var hasSpoilers: Bool
  /// Which of the deepest chains is reported.
  let reportedChain: FunnelRules.ReportedChain

  /// Lays the steps out as slots.
  init(_ query: FunnelQuery, hasSpoilers: Bool) {
    let rules = query.rules
    let required = query.funnel.steps.filter { !$0.isOptional }
    var completed = [0]
    var stepsFilled = [0]
    var limits: [Int64] = []
    var twins: [Set<EventMatcher>: Int] = [:]
    var twinsBefore: [Int] = []
    for (number, step) in required.enumerated() {
      let before = completed.count - 1
      var limit = step.within?.rawValue ?? .max
      if rules.windowOrigin == .previous { limit = min(limit, rules.window?.rawValue ?? .max) }
      for slot in 1...step.count {
        completed.append(slot == step.count ? before + slot : before)
        stepsFilled.append(slot == step.count ? number + 1 : number)
        twinsBefore.append(rules.reusesEvents ? 0 : twins[Set(step.matchers), default: 0])
        twins[Set(step.matchers), default: 0] += 1
        limits.append(number == 0 ? .max : max(0, limit))
      }
    }
    stepCount = required.count
    slotCount = limits.count
    self.twinsBefore = twinsBefore
    self.completed = completed
    self.stepsFilled = stepsFilled
    entrySlots = required.first?.count ?? 1
    hasCounts = slotCount > stepCount
    hopLimits = limits + [.max]
    hasHopLimits = limits.contains { $0 < .max }
    window = rules.windowOrigin == .entry ? max(0, rules.window?.rawValue ?? .max) : .max
    openWindow = max(0, rules.window?.rawValue ?? .max)
    isOpenFromEntry = rules.windowOrigin == .entry
    firstEntryOnly = rules.entry == .first
    earliestEntry = rules.until?.rawValue == .min ? .max : rules.from?.rawValue ?? .min
    latestEntry = rules.until.map { $0.rawValue == .min ? .min : $0.rawValue - 1 } ?? .max
    reusesEvents = rules.reusesEvents
    self.hasSpoilers = hasSpoilers
    // Other products' choices of a chain are known only for ties that count as in order.
    reportedChain = rules.ties == .fileOrder ? .earliestEntry : rules.reportedChain
  }

  /// The same plan without anything that spoils a hop.
  var withoutSpoilers: SearchPlan {
    var plan = self
    plan.hasSpoilers = false
    return plan
  }

  /// The same plan without window and hop limits.
  var withoutLimits: SearchPlan {
    var plan = self
    plan.window = .max
    plan.hopLimits = hopLimits.map { _ in .max }
    plan.hasHopLimits = false
    return plan
  }

  /// Whether an entry may lie at a time, as far as the date range goes.
  @inline(__always)
  func mayEnter(at time: Int64) -> Bool { time >= earliestEntry && time <= latestEntry }

  /// The latest time a chain of any entry can have.
  var latestEnd: Int64 {
    let (end, overflow) = latestEntry.addingReportingOverflow(window)
    return overflow ? .max : end
  }

  /// Whether the window of a chain had not ended at the last moment of the data.
  ///
  /// Without a window none can end: that would be true of everyone and say nothing of anyone.
  func isOpen(entry: Int64, lastStep: Int64, dataEnd: Int64) -> Bool {
    guard openWindow < .max else { return false }
    return elapsed(from: isOpenFromEntry ? entry : lastStep, to: dataEnd) < openWindow
  }

  /// How many slots are filled when so many steps are complete and no more.
  func slots(of steps: Int) -> Int { stepsFilled.firstIndex(of: steps) ?? slotCount }

  /// How many slots are filled once the step under way after `filled` slots is complete.
  func next(after filled: Int) -> Int {
    var next = filled + 1
    while completed[next] != next { next += 1 }
    return next
  }
}
