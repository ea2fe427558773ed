@testable import FunnelCore

/// One event of a reference log.
struct ReferenceEvent: Equatable {
  /// The time as chains compare it.
  var time: Int64
  var name: String
  /// The value of the column that a chain may have to hold constant.
  var value: String?
  /// The time as it was read, where that was rounded.
  var read: Int64?
  /// The values of all other columns it has one in.
  var columns: [String: String] = [:]
}

/// A funnel as plainly as it can be put: names per step (`*` for any event), limits in time units.
struct ReferenceFunnel {
  var steps: [[String]]
  var window: Int64?
  /// The limit of the hop into each step.
  var limits: [Int64?]
  var firstEntryOnly = false
  var from: Int64?
  var until: Int64?

  var order = FunnelRules.Order.loose
  /// The names excluded from the hop after each step.
  var exclusions: [[String]] = []
  var ignored: [String] = []
  /// How many events each step takes.
  var counts: [Int]
  /// Which steps may be skipped; none of any order.
  var optional: [Bool]
  var holdsValue = false
  var reusesEvents = false
  var usesFileOrder = false
  var windowFromPrevious = false
  var reportedChain = FunnelRules.ReportedChain.earliestEntry
  /// The length times are rounded down to a multiple of.
  var rounding: Int64?
  /// Whether the range bounds every event and not the entry alone.
  var boundsEveryEvent = false
  var countsAttempts = false
  /// Whether a unit that an exclusion stops leaves the funnel.
  var removesExcluded = false

  init(
    _ steps: [[String]], window: Int64? = nil, limits: [Int64?] = [], firstEntryOnly: Bool = false,
    from: Int64? = nil, until: Int64? = nil
  ) {
    self.steps = steps
    self.window = window
    self.limits = limits + Array(repeating: nil, count: max(0, steps.count - limits.count))
    self.firstEntryOnly = firstEntryOnly
    self.from = from
    self.until = until
    counts = steps.map { _ in 1 }
    optional = steps.map { _ in false }
  }

  func matches(_ event: ReferenceEvent, _ step: Int) -> Bool {
    steps[step].contains("*") || steps[step].contains(event.name)
  }

  func isInRange(_ event: ReferenceEvent) -> Bool {
    let time = event.read ?? event.time
    return time >= from ?? .min && (until.map { time < $0 } ?? true)
  }

  /// Returns the events that count, with the times that count.
  func prepared(_ log: [ReferenceEvent]) -> [ReferenceEvent] {
    log.filter { !boundsEveryEvent || isInRange($0) }.map { event in
      guard let rounding else { return event }
      var event = event
      let rest = event.time % rounding
      event.read = event.read ?? event.time
      event.time -= rest < 0 ? rest + rounding : rest
      return event
    }
  }
}
