/// Every number that is shown for a query.
public struct FunnelResult: Equatable, Sendable {
  /// The question.
  public var query: FunnelQuery
  /// The funnel of all units.
  public var funnel: FunnelNumbers
  /// One entry for each breakdown of the query, in its order.
  public var breakdowns: [BreakdownNumbers]
  /// One entry for each period of the query's trend; nil when it asks for none.
  public var trend: [TrendPoint]?
  /// What stands behind each point of the trend: an earlier one, or nil; empty when not asked for.
  public var trendBefore: [TrendPoint?] = []
  /// How long the way took, in bins; nil when the query asks for none.
  public var histogram: TimeHistogram?

  /// Creates a result.
  public init(query: FunnelQuery, funnel: FunnelNumbers, breakdowns: [BreakdownNumbers]) {
    self.query = query
    self.funnel = funnel
    self.breakdowns = breakdowns
  }
}

/// The numbers of one funnel.
public struct FunnelNumbers: Equatable, Sendable {
  /// The steps in order.
  public var steps: [StepNumbers]
  /// The time of the whole way, in seconds, of the units that converted; nil when none did.
  public var time: TimeSummary?

  /// Creates the numbers of a funnel.
  public init(steps: [StepNumbers], time: TimeSummary?) {
    self.steps = steps
    self.time = time
  }

  /// The units that entered.
  public var entered: Int { steps.first?.count ?? 0 }
  /// The units that reached the last step.
  public var converted: Int { steps.last?.count ?? 0 }
  /// The share of those who entered that converted.
  public var conversion: Proportion { Proportion(converted, of: entered) }

  /// The zero-based step after which the largest share is lost; the earliest of equals, nil when nothing is lost.
  public var worstByRate: Int? {
    worst { $0.lostShare.flatMap { share in share.part > 0 ? share.fraction : nil } }
  }
  /// The zero-based step after which the most units are lost; the earliest of equals, nil when nothing is lost.
  public var worstByUnits: Int? {
    worst { step in step.lost.flatMap { $0 > 0 ? Double($0) : nil } }
  }

  private func worst(_ loss: (StepNumbers) -> Double?) -> Int? {
    var worst: (step: Int, loss: Double)?
    for (index, step) in steps.enumerated() {
      guard let value = loss(step), value > worst?.loss ?? 0 else { continue }
      worst = (index, value)
    }
    return worst?.step
  }
}

/// The numbers of one step.
public struct StepNumbers: Equatable, Sendable {
  /// What the step is called.
  public var label: String
  /// The units that reached it.
  public var count: Int
  /// The share of those who entered.
  public var fromFirst: Proportion
  /// The share of those who reached the previous step; nil for the first.
  public var fromPrevious: Proportion?
  /// Whether the step may be skipped; then the share is of those who reached the next required step.
  public var isOptional: Bool
  /// The units that did not reach the next required step; nil for the last and for optional steps.
  public var lost: Int?
  /// Why they did not; nil where nothing can be lost.
  public var reasons: LossReasons?
  /// The time of the hop into this step in seconds; nil for the first step or when nobody made it.
  public var time: TimeSummary?

  /// Creates the numbers of a step.
  public init(
    label: String, count: Int, fromFirst: Proportion, fromPrevious: Proportion?,
    isOptional: Bool = false, lost: Int?, reasons: LossReasons? = nil, time: TimeSummary?
  ) {
    self.label = label
    self.count = count
    self.fromFirst = fromFirst
    self.fromPrevious = fromPrevious
    self.isOptional = isOptional
    self.lost = lost
    self.reasons = reasons
    self.time = time
  }

  /// The share of those who reached this step that did not reach the next; nil for the last.
  public var lostShare: Proportion? { lost.map { Proportion($0, of: count) } }
}
