@testable import FunnelCore

/// Files of random events, many of which no question looks at, and questions about them by any rules.
struct AskedEventLogs {
  /// The first moment, in microseconds; the rows of ``ReferenceRows`` begin about zero.
  private static let start: Int64 = 1_700_000_000_000_000

  private(set) var rows: [ReferenceRow] = []
  let hasSessionColumn: Bool
  let sessionGap: Int64

  /// Collects the rows of several files of random rows, and rows of other events between and behind them.
  init(files: Int, _ random: inout SeededGenerator) {
    let first = ReferenceRows.random(hasTies: false, &random)
    (hasSessionColumn, sessionGap) = (first.hasSessionColumn, first.sessionGap)
    for file in 0..<files {
      let hasTies = random.chance(2)
      for var row in ReferenceRows.random(hasTies: hasTies, &random).rows {
        row.user += "-\(file)"
        while random.chance(2) { rows.append(Self.other(than: row, &random)) }
        rows.append(row)
      }
    }
    if var row = rows.last, random.chance(2) {
      // The data ends, or begins, with an event nobody looks at.
      row = Self.other(than: row, &random)
      row.event.time = random.pick([-9, 40]) * ReferenceRows.unit
      rows.insert(row, at: random.pick([0, rows.count]))
    }
  }

  /// Returns an event that few questions look at, of the same user or of one with nothing else.
  private static func other(
    than row: ReferenceRow, _ random: inout SeededGenerator
  ) -> ReferenceRow {
    var other = row
    other.user = random.pick([row.user, "only \(row.user)"])
    other.event.name = random.pick(["a2", "y", "y", "z", "é"])
    other.event.time += ReferenceRows.unit * .random(in: -2...2, using: &random)
    other.event.value = random.pick(["p", "r", nil])
    other.event.columns["device"] = random.pick(["phone", "tv", nil])
    other.event.columns["session"] = random.pick(["s", "t", "v", nil])
    return other
  }

  private var names: [String] {
    [
      "user", "time", "event", "value", hasSessionColumn ? "session" : "visit", "device", "city",
      "order",
    ]
  }

  private static func cells(_ row: ReferenceRow) -> [String?] {
    let columns = row.event.columns
    return [
      row.user, "\(start + row.event.time)", row.event.name, row.event.value, columns["session"],
      columns["device"], columns["city"], columns["order"],
    ]
  }

  /// The rows as delimited values, `csv`, or as lines of objects.
  func text(_ format: String) -> String {
    if format == "csv" {
      let lines = rows.map { Self.cells($0).map { $0 ?? "" } }
      return ([names] + lines).map { $0.joined(separator: ",") + "\n" }.joined()
    }
    return rows.map { row in
      let pairs = zip(names, Self.cells(row)).compactMap { name, cell in
        cell.map { "\"\(name)\":\"\($0)\"" }
      }
      return "{\(pairs.joined(separator: ","))}\n"
    }.joined()
  }

  /// What is said about the columns.
  var options: ReadingOptions {
    var options = ReadingOptions()
    (options.unitColumn, options.timeColumn, options.eventColumn) = ("user", "time", "event")
    if hasSessionColumn { options.sessionColumn = "session" }
    return options
  }

  /// Returns a question by any rules, with names of any form.
  func question(_ random: inout SeededGenerator) -> FunnelQuery {
    var question = ReferenceQuestion.random(hasTies: random.chance(2), &random)
    question.sessionGap = sessionGap
    var query = question.query
    let start = Self.start
    func moved(_ time: Timestamp?) -> Timestamp? {
      time.map { Timestamp(rawValue: $0.rawValue + start) }
    }
    (query.rules.from, query.rules.until) = (moved(query.rules.from), moved(query.rules.until))
    let periods = query.trend?.periods ?? []
    query.trend?.periods = periods.map { period in
      TrendPeriod(
        name: period.name, start: moved(period.start) ?? period.start,
        end: moved(period.end) ?? period.end)
    }
    if random.chance(4) {
      let (from, until) = (query.rules.from, query.rules.until)
      query.rules = random.pick(RulePreset.allCases).rules
      (query.rules.from, query.rules.until) = (from, until)
    }
    if random.chance(4) {
      let step = Int.random(in: query.funnel.steps.indices, using: &random)
      let name: EventMatcher.Name = .wildcard(random.pick([["a", ""], ["", "y"], ["é", ""]]))
      query.funnel.steps[step].matchers[0].name = name
    }
    if random.chance(3) {
      let value = random.pick(["phone", "tv", "desc"])
      let step = Int.random(in: query.funnel.steps.indices, using: &random)
      query.funnel.steps[step].matchers[0].predicate = .comparison(
        column: "device", random.pick([.equal, .notEqual, .less]), value: value)
    }
    if random.chance(6) { query.segments = [Segment(columns: ["city"], values: ["Rome"])] }
    return query
  }

  /// Returns another period to compare with.
  func period(_ random: inout SeededGenerator) -> Range<Timestamp> {
    let first = Self.start + ReferenceRows.unit * .random(in: -2...8, using: &random)
    return Timestamp(
      rawValue: first)..<Timestamp(
        rawValue: first + ReferenceRows.unit * .random(in: 1...8, using: &random))
  }
}
