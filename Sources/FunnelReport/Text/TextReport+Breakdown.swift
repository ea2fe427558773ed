import FunnelCore

extension TextReport {
  /// Returns one breakdown as a table with a line for each group.
  func breakdown(_ numbers: BreakdownNumbers) -> [String] {
    let columns = numbers.breakdown.columns.map(PrintableText.of).joined(separator: ", ")
    var table = AlignedTable(
      columns: [
        .init(title: "Value", leastWidth: 8),
        .init(title: "Entered", isTrailing: true),
        .init(title: "Converted", isTrailing: true),
        .init(title: "Rate", isTrailing: true),
        .init(title: "vs rest", isTrailing: true),
        .init(title: "Verdict"),
        .init(title: "Worst after", leastWidth: 11),
      ], mark: ellipsis)
    table.rows = numbers.groups.map { group in
      [
        GroupText.name(of: group.kind),
        NumberText.count(group.funnel.entered),
        NumberText.count(group.funnel.converted),
        NumberText.percent(group.funnel.conversion) ?? none,
        group.versusRest.map { NumberText.points($0.difference) } ?? none,
        group.versusRest?.verdict.rawValue ?? none,
        worstStep(of: group.funnel) ?? none,
      ]
    }
    let title = "By \(columns): the first value among the events counted for each user"
    return Paragraph.lines(title, width: width) + table.lines(width: width)
      + stepRates(numbers)
  }

  /// Returns each group's share of the previous step, where the page has room for all steps.
  private func stepRates(_ numbers: BreakdownNumbers) -> [String] {
    guard let steps = numbers.groups.first?.funnel.steps.count, steps > 2 else { return [] }
    var table = AlignedTable(
      columns: [.init(title: "Share of the previous step", leastWidth: 8)]
        + (2...steps).map { .init(title: "step \($0)", isTrailing: true) }, mark: ellipsis)
    table.rows = numbers.groups.map { group in
      [GroupText.name(of: group.kind)]
        + group.funnel.steps.dropFirst().map { NumberText.percent($0.fromPrevious) ?? none }
    }
    let lines = table.lines(width: width)
    return lines.allSatisfy { $0.columnWidth <= width } ? [""] + lines : []
  }

  /// Names the step after which the largest share of the group is lost.
  private func worstStep(of funnel: FunnelNumbers) -> String? {
    funnel.worstByRate.map { "\($0 + 1) \(PrintableText.of(funnel.steps[$0].label))" }
  }

  /// Says once, under all breakdowns, what their columns mean.
  func breakdownNote(_ breakdowns: [BreakdownNumbers]) -> [String] {
    if breakdowns.isEmpty { return [] }
    let text =
      if breakdowns.allSatisfy(\.groups.isEmpty) {
        "Nobody entered, so there are no groups."
      } else {
        """
        Each group is compared with everyone else; better and worse hold beyond chance (5% level, \
        adjusted for the number of groups by Holm). Worst after which step: where the group \
        loses the largest share.
        """
      }
    return Paragraph.lines(text, width: width)
  }
}

/// Names the groups of a breakdown so that no value can pass for another.
enum GroupText {
  static func name(of kind: GroupNumbers.Kind) -> String {
    switch kind {
    case .notSet: "(not set)"
    case .didNotReach: "(did not reach)"
    case .other(let groups): "(other: \(NumberText.count(groups, "group")))"
    case .values(let values):
      values.map { value in value.map(name) ?? "(not set)" }.joined(separator: " / ")
    }
  }

  /// Returns a value as it is, in quotes where it would read as something else.
  static func name(of value: String) -> String {
    let text = PrintableText.of(value)
    let isPlain =
      !text.isEmpty && !"( \"".contains(text.first ?? " ") && text.last != " "
      && !text.contains(" / ")
    return isPlain ? text : "\"\(text)\""
  }
}
