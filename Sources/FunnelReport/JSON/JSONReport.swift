import FunnelCore

/// Writes a report as one JSON object, version 1.
///
/// Rates are fractions with all their digits, times are seconds, `null` stands where there is no
/// value, and keys that were not asked for are absent. Entries lie from `rules.from`, itself
/// included, up to `rules.to`, itself excluded: of a last day it is the midnight that ends it.
public struct JSONReport: ReportFormat {
  /// Creates the format.
  public init() {}

  /// Returns the report as JSON with two spaces of indentation.
  public func text(of report: Report) -> String {
    var members: [(key: String, value: JSONValue)] = [
      ("funneltop", .integer(1)),
      ("source", .source(report.summary)),
      ("rules", .rules(of: report.result.query)),
    ]
    members += Self.scope(report.result.query)
    if report.isProposed { members.append(("proposed", .bool(true))) }
    let labels = StepText.labels(report.result.funnel, report.result.query.rules)
    members.append(
      ("funnel", funnel(report.result.funnel, text: report.funnelText, labels: labels)))
    if !report.result.breakdowns.isEmpty {
      let values = report.result.breakdowns.map {
        breakdown($0, report.result.query.rules, text: report.funnelText, labels: labels)
      }
      members.append(("breakdowns", .array(values)))
    }
    if let comparison = report.comparison {
      let other = funnel(comparison.funnel, text: report.funnelText, labels: labels)
      let own = funnel(comparison.own, text: report.funnelText, labels: labels)
      members.append(("compare", .comparison(comparison, own: own, funnel: other)))
    }
    if let trend = report.result.trend {
      members.append(("trend", .trend(trend, before: report.result.trendBefore)))
    }
    if let histogram = report.result.histogram {
      members.append(("histogram", .histogram(histogram)))
    }
    return JSONValue.object(members).text
  }

  /// Which part of the data was counted; nothing when all of it was.
  static func scope(_ query: FunnelQuery) -> [(key: String, value: JSONValue)] {
    var members: [(key: String, value: JSONValue)] = []
    if let filter = query.filter { members.append(("filter", .string(filter.description))) }
    if !query.segments.isEmpty {
      let segments = query.segments.map { segment in
        JSONValue.object([
          ("columns", .array(segment.columns.map(JSONValue.string))),
          ("values", .array(segment.values.map { JSONValue.optional($0) })),
        ])
      }
      members.append(("segments", .array(segments)))
    }
    return members
  }

  private func funnel(_ funnel: FunnelNumbers, text: String, labels: [String]) -> JSONValue {
    let steps = zip(labels, funnel.steps).enumerated().map { index, pair in
      step(pair.1, label: pair.0, number: index + 1)
    }
    return .object([
      ("text", .string(text)),
      ("entered", .integer(funnel.entered)),
      ("converted", .integer(funnel.converted)),
      ("rate", .optional(funnel.conversion.fraction)),
      ("rate_ci95", .optional(funnel.conversion.interval)),
      ("seconds", .times(funnel.time)),
      ("steps", .array(steps)),
      (
        "worst",
        .object([
          ("by_rate", .optional(funnel.worstByRate.map { $0 + 1 })),
          ("by_units", .optional(funnel.worstByUnits.map { $0 + 1 })),
        ])
      ),
    ])
  }

  private func step(_ step: StepNumbers, label: String, number: Int) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("step", .integer(number)),
      ("label", .string(label)),
      ("count", .integer(step.count)),
      ("from_first", .optional(step.fromFirst.fraction)),
      ("from_first_ci95", .optional(step.fromFirst.interval)),
      ("from_previous", .optional(step.fromPrevious?.fraction)),
      ("from_previous_ci95", .optional(step.fromPrevious?.interval)),
      ("lost", .optional(step.lost)),
      ("lost_share", .optional(step.lostShare?.fraction)),
    ]
    if step.isOptional { members.append(("optional", .bool(true))) }
    if let reasons = step.reasons {
      let counts = LossReason.allCases.map { ($0.name, JSONValue.integer(reasons[$0])) }
      members.append(("reasons", .object(counts)))
    }
    members.append(("seconds", .times(step.time)))
    return .object(members)
  }

  private func breakdown(
    _ numbers: BreakdownNumbers, _ rules: FunnelRules, text: String, labels: [String]
  ) -> JSONValue {
    let columns = numbers.breakdown.columns
    let groups = numbers.groups.map { numbers in
      let funnel = funnel(numbers.funnel, text: text, labels: labels)
      return group(numbers, funnel, columns: columns.count)
    }
    return .object([
      ("by", .array(columns.map(JSONValue.string))),
      ("attribution", .string(rules.attribution.text)),
      ("overlap", .bool(numbers.overlaps)),
      ("groups", .array(groups)),
    ])
  }

  private func group(_ group: GroupNumbers, _ funnel: JSONValue, columns: Int) -> JSONValue {
    let values: [String?] =
      switch group.kind {
      case .values(let values): values
      case .notSet: Array(repeating: nil, count: columns)
      case .didNotReach, .other: []
      }
    return .object([
      ("value", .array(values.map { JSONValue.optional($0) })),
      ("kind", .string(GroupText.sort(of: group.kind))),
      ("funnel", funnel),
      ("vs_rest", group.versusRest.map(JSONValue.difference) ?? .null),
    ])
  }
}

extension JSONValue {
  /// Where the events came from.
  ///
  /// `damaged` is there only when a file is: then no number is of all the data.
  static func source(_ summary: DataSummary) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("files", .array(summary.files.map(JSONValue.string))),
      ("format", .string(summary.format)),
      ("events", .integer(summary.events)),
      ("units", .integer(summary.units)),
      ("rejected", .integer(summary.rejections.count)),
      ("first", .optional(summary.timeRange.map { ISO8601.text($0.lowerBound) })),
      ("last", .optional(summary.timeRange.map { ISO8601.text($0.upperBound) })),
      (
        "columns",
        .object([
          ("user", .string(summary.roles.unit)),
          ("time", .string(summary.roles.time)),
          ("event", .string(summary.roles.event)),
          ("session", .optional(summary.roles.session)),
        ])
      ),
    ]
    if !summary.damages.isEmpty {
      let damages = summary.damages.map { damage in
        JSONValue.object([("file", .string(damage.file)), ("reason", .string(damage.reason))])
      }
      members.append(("damaged", .array(damages)))
    }
    return .object(members)
  }
}
