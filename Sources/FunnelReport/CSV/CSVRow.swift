import FunnelCore

/// One line of the table.
struct CSVRow {
  /// What a cell holds.
  enum Cell {
    case text(String)
    case number(String)
  }

  private static let times = ["count", "mean", "p25", "median", "p75", "p90", "p95"]

  /// The names of the columns, in order.
  static let columns =
    [
      "table", "by", "group", "kind", "step", "label", "optional", "count", "from_first",
      "from_first_low", "from_first_high", "from_previous", "from_previous_low",
      "from_previous_high", "lost", "lost_share",
    ] + LossReason.allCases.map(\.name) + times.map { "seconds_" + $0 }
    + times.map { "total_" + $0 }
    + [
      "vs_rest", "vs_rest_low", "vs_rest_high", "p", "p_adjusted", "verdict", "bin_from", "bin_to",
      "seen_until", "behind",
    ]

  private var cells: [String: Cell] = [:]

  init(table: String) { cells["table"] = .text(table) }

  subscript(column: String) -> Cell? {
    get { cells[column] }
    set { cells[column] = newValue }
  }

  /// The cells in the columns' order.
  var line: String {
    Self.columns.map { column in
      switch cells[column] {
      case nil: ""
      case .text(let text): CSVText.cell(text)
      case .number(let number): number
      }
    }.joined(separator: ",")
  }

  mutating func set(_ column: String, _ number: Int?) {
    cells[column] = number.map { .number(String($0)) }
  }

  mutating func set(_ column: String, _ number: Double?) {
    cells[column] = number.flatMap { $0.isFinite ? .number($0.description) : nil }
  }

  private mutating func set(_ column: String, _ share: Proportion?) {
    set(column, share?.fraction)
    set(column + "_low", share?.interval?.lowerBound)
    set(column + "_high", share?.interval?.upperBound)
  }

  private mutating func set(_ prefix: String, _ time: TimeSummary?) {
    guard let time else { return }
    set(prefix + "_count", time.count)
    let numbers = [time.mean, time.p25, time.median, time.p75, time.p90, time.p95]
    for (name, number) in zip(Self.times.dropFirst(), numbers) { set(prefix + "_" + name, number) }
  }

  /// Returns a row for each step of a funnel.
  static func steps(of funnel: FunnelNumbers, labels: [String], in group: CSVRow) -> [CSVRow] {
    var rows = zip(labels, funnel.steps).enumerated().map { index, step in
      var row = group
      let (label, numbers) = step
      row.set("step", index + 1)
      row["label"] = .text(label)
      if numbers.isOptional { row["optional"] = .number("true") }
      row.set("count", numbers.count)
      row.set("from_first", numbers.fromFirst)
      row.set("from_previous", numbers.fromPrevious)
      row.set("lost", numbers.lost)
      row.set("lost_share", numbers.lostShare?.fraction)
      if let reasons = numbers.reasons {
        for reason in LossReason.allCases { row.set(reason.name, reasons[reason]) }
      }
      row.set("seconds", numbers.time)
      return row
    }
    if !rows.isEmpty { rows[rows.count - 1].set("total", funnel.time) }
    return rows
  }

  mutating func add(_ difference: ProportionDifference) {
    set("vs_rest", difference.difference)
    set("vs_rest_low", difference.interval.lowerBound)
    set("vs_rest_high", difference.interval.upperBound)
    set("p", difference.p)
    set("p_adjusted", difference.pAdjusted)
    cells["verdict"] = .text(difference.verdict.rawValue)
  }

  /// Returns the rows of a period: who entered, and who of them converted.
  static func period(
    _ point: TrendPoint, behind later: TrendPoint? = nil, hop: Hop, labels: [String]
  ) -> [CSVRow] {
    [(hop.first, point.entered), (hop.last, point.converted)].map { step, count in
      var row = CSVRow(table: later == nil ? "trend" : "trend_before")
      row["behind"] = (later?.period.name).map(Cell.text)
      row["group"] = .text(point.period.name)
      row.set("step", step)
      row["label"] = labels.indices.contains(step - 1) ? .text(labels[step - 1]) : nil
      row.set("count", count)
      row.set("from_first", Proportion(count, of: point.entered))
      guard step == hop.first else { return row }
      row.set("lost", point.entered - point.converted)
      row.set("lost_share", Proportion(point.entered - point.converted, of: point.entered).fraction)
      row.set(LossReason.open.name, point.open)
      return row
    }
  }

  /// Returns the row of a bin.
  static func bin(
    _ bin: TimeHistogram.Bin, of histogram: TimeHistogram, labels: [String]
  ) -> CSVRow {
    var row = CSVRow(table: "histogram")
    let step = histogram.hop.last
    row.set("step", step)
    row["label"] = labels.indices.contains(step - 1) ? .text(labels[step - 1]) : nil
    row.set("count", bin.count)
    row.set("bin_from", bin.from)
    row.set("bin_to", bin.to)
    return row
  }
}

/// Writes text as a cell of comma-separated values.
enum CSVText {
  /// Returns text from the data, harmless in a terminal and in a spreadsheet, quoted where needed.
  static func cell(_ raw: String) -> String {
    let text = PrintableText.of(raw)
    let start = text.unicodeScalars.first { $0 != "'" }
    let isFormula = start.map { "=+-@".unicodeScalars.contains($0) } ?? false
    return quoted(isFormula ? "'" + text : text)
  }

  private static func quoted(_ text: String) -> String {
    let needsQuotes =
      text.first == " " || text.last == " "
      || text.unicodeScalars.contains { $0 == "," || $0 == "\"" }
    guard needsQuotes else { return text }
    // Quotes are looked for among scalars: a mark after one would hide it in a character.
    var cell = "\"".unicodeScalars
    for scalar in text.unicodeScalars {
      if scalar == "\"" { cell.append(scalar) }
      cell.append(scalar)
    }
    cell.append("\"")
    return String(cell)
  }
}
