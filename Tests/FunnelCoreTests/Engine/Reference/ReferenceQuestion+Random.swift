@testable import FunnelCore

extension ReferenceRows {
  /// How long a time unit of a random file is: four hours and forty minutes, so that a few of them
  /// reach another day.
  static let unit: Int64 = 16_800_000_000

  /// Returns the rows of some users, most of them in time order.
  static func random(hasTies: Bool, _ random: inout SeededGenerator) -> ReferenceRows {
    var rows = ReferenceRows(rows: [])
    rows.hasSessionColumn = random.chance(2)
    rows.sessionGap = unit * .random(in: 1...3, using: &random)
    // Rows of one moment have the same values, as either may be in a chain.
    var atMoment: [Int64: [String: String]] = [:]
    for user in 0..<Int.random(in: 3...8, using: &random) {
      for event in EveryRuleTests.log(&random) {
        var event = event
        let step = event.time
        event.time *= unit
        if !hasTies { event.time += unit / 500 * Int64(rows.rows.count) }
        let columns = hasTies ? atMoment[step / 6, default: columns(&random)] : columns(&random)
        atMoment[step / 6] = columns
        event.columns = columns
        event.columns["session"] = random.pick(["s", "t", "u", nil])
        event.columns["order"] = random.pick(["1", "2", "3", "four", nil])
        rows.rows.append(ReferenceRow(user: "u\(user)", event: event))
      }
    }
    if random.chance(3) { rows.rows.shuffle(using: &random) }
    return rows
  }

  private static func columns(_ random: inout SeededGenerator) -> [String: String] {
    var columns: [String: String] = [:]
    columns["device"] = random.pick(["phone", "phone", "desk", "", nil])
    columns["city"] = random.pick(["Rome", "Oslo", nil])
    return columns
  }
}

extension ReferenceQuestion {
  /// Returns any question about rows, with and without ties.
  static func random(hasTies: Bool, _ random: inout SeededGenerator) -> ReferenceQuestion {
    let counting = random.pick(
      hasTies ? ReferenceFunnel.Counting.allCases : [.plain, .attempts, .removed])
    let funnel = ReferenceFunnel.random(counting, &random).scaled(by: ReferenceRows.unit)
    var question = ReferenceQuestion(funnel: funnel)
    question.unit = random.pick([.user, .user, .session, .session, .column("order")])
    if random.chance(3) { question.condition = condition(&random) }
    let steps = funnel.steps.count
    question.attribution = random.pick([
      .entry, .first, .last, .step(.random(in: 1...steps, using: &random)), .every,
    ])
    // Of a column that tells rows of one moment apart it would matter which of them was taken.
    let columns =
      hasTies
      ? ["device", "city"]
      : ["device", "city", "hour", "weekday", "session_number", "user_type", "user", "event"]
    question.breakdown = Array(columns.shuffled(using: &random).prefix(random.pick([1, 1, 2])))
    question.groupLimit = random.pick([0, 1, 2, 10])
    question.countsZeroHops = !random.chance(4)
    let required = funnel.steps.indices.filter { !funnel.optional[$0] }
    if required.count > 1, random.chance(2) {
      let first = Int.random(in: 0..<required.count - 1, using: &random)
      let last = Int.random(in: first + 1..<required.count, using: &random)
      question.hop = (required[first], required[last])
    }
    question.periods = (-1...4).map { $0 * 6 * ReferenceRows.unit }
    return question
  }

  private static func condition(_ random: inout SeededGenerator) -> (String, String) {
    random.pick([
      ("device", "phone"), ("user_type", "new"), ("user_type", "returning"),
      ("session_number", "2"), ("weekday", "Thursday"), ("hour", "04"), ("user", "u1"),
    ])
  }
}

extension ReferenceFunnel {
  /// The same funnel with a longer time unit.
  fileprivate func scaled(by unit: Int64) -> ReferenceFunnel {
    var funnel = self
    funnel.window = window.map { $0 * unit }
    funnel.limits = limits.map { $0.map { $0 * unit } }
    funnel.from = from.map { $0 * unit }
    funnel.until = until.map { $0 * unit }
    funnel.rounding = rounding.map { $0 * unit }
    return funnel
  }
}
