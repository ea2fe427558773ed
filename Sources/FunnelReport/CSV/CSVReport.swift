import FunnelCore

/// Writes a report's numbers as one table of comma-separated values (RFC 4180, lines end in LF).
///
/// Every row is one step of one group, told apart by the first columns:
/// - `table` is `funnel` (everyone), `compare` (everyone of another period, which `group` names),
///   `breakdown`, `trend`, `trend_before` (the period of another range that stands behind the one
///   named in `behind`) or `histogram`.
/// - `by` names the breakdown's columns, `group` the value and `kind` what sort of group it is
///   (`value`, `not_set`, `did_not_reach`, `other`). Of a trend `group` is the period.
/// - `step` is the step's number; a trend has two rows for each period, those who entered and
///   those who converted; a histogram has a row for each bin, `bin_from` to `bin_to` seconds.
///
/// Rates are fractions and times seconds, with all their digits; a cell is empty where there is
/// no value. `seconds_…` is the hop into the step, `total_…`, in the last row of a group, the
/// whole way, and `vs_rest…` up to `verdict` there the comparison with everyone else. In the last
/// `compare` row they are what everyone's conversion is above that of the other period; and
/// `seen_until` is the last moment of the data which that period was allowed to see.
///
/// Text from the data is made safe: control characters are written as `\xHH` or `\u{…}`, and a
/// text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-` or `@`, after
/// any apostrophes) gets an apostrophe before it.
public struct CSVReport: ReportFormat {
  /// Creates the format.
  public init() {}

  /// Returns the table with one line of column names.
  public func text(of report: Report) -> String {
    let result = report.result
    let labels = StepText.labels(result.funnel, result.query.rules)
    var rows = CSVRow.steps(of: result.funnel, labels: labels, in: CSVRow(table: "funnel"))
    for breakdown in result.breakdowns {
      for group in breakdown.groups {
        var row = CSVRow(table: "breakdown")
        row["by"] = .text(breakdown.breakdown.columns.joined(separator: " / "))
        row["kind"] = .text(GroupText.sort(of: group.kind))
        row["group"] = .text(Self.value(group.kind))
        var steps = CSVRow.steps(of: group.funnel, labels: labels, in: row)
        if let difference = group.versusRest, !steps.isEmpty {
          steps[steps.count - 1].add(difference)
        }
        rows += steps
      }
    }
    if let comparison = report.comparison {
      var row = CSVRow(table: "compare")
      row["group"] = .text(
        "\(ISO8601.text(comparison.period.lowerBound))/\(ISO8601.text(comparison.period.upperBound))"
      )
      row["seen_until"] = .text(ISO8601.text(comparison.horizon))
      var steps = CSVRow.steps(of: comparison.funnel, labels: labels, in: row)
      if let difference = comparison.difference, !steps.isEmpty {
        steps[steps.count - 1].add(difference)
      }
      rows += steps
    }
    let hop = result.query.wantedHop
    let trend = result.trend ?? []
    rows += trend.flatMap { CSVRow.period($0, hop: hop, labels: labels) }
    rows += zip(trend, result.trendBefore).flatMap { point, before in
      before.map { CSVRow.period($0, behind: point, hop: hop, labels: labels) } ?? []
    }
    if let histogram = result.histogram {
      rows += histogram.bins.map { CSVRow.bin($0, of: histogram, labels: labels) }
    }
    let lines = [CSVRow.columns.joined(separator: ",")] + rows.map(\.line)
    return lines.joined(separator: "\n") + "\n"
  }

  /// Returns a group's value as it is in the data; several are quoted where they would blend.
  private static func value(_ kind: GroupNumbers.Kind) -> String {
    guard case .values(let values) = kind, values.count == 1, let value = values[0] else {
      return GroupText.name(of: kind)
    }
    return value
  }
}
