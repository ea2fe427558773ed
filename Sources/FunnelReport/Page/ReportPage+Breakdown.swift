import FunnelCore

extension ReportPage {
  /// Returns one breakdown with a line for each group.
  func breakdownSection(_ numbers: BreakdownNumbers, _ rules: FunnelRules) -> Section {
    let columns = GroupText.columns(numbers.breakdown)
    var table = PageTable(
      caption: "Conversion by \(columns)",
      columns: [
        .init(title: "Value", leastWidth: 8), .init(title: "Entered", kind: .number),
        .init(title: "Converted", kind: .number), .init(title: "Rate", kind: .number),
        .init(title: "vs rest", kind: .number), .init(title: "Verdict", kind: .verdict),
        .init(title: "Worst after", leastWidth: 11),
      ])
    table.rows = numbers.groups.map { group in
      let difference = group.versusRest
      return [
        GroupText.name(of: group.kind),
        NumberText.count(group.funnel.entered),
        NumberText.count(group.funnel.converted),
        NumberText.percent(group.funnel.conversion) ?? signs.none,
        difference.map { NumberText.points($0.difference) } ?? signs.none,
        difference?.verdict.rawValue ?? signs.none,
        worstStep(of: group.funnel, rules) ?? signs.none,
      ].map(PageTable.Cell.text)
    }
    var tables = numbers.groups.isEmpty ? [] : [table]
    if let rates = stepRates(numbers, columns: columns) { tables.append(rates) }
    let unit = UnitWord(rules)
    return Section(
      heading: "By \(columns)", explanation: GroupText.origin(numbers, rules),
      chart: numbers.groups.isEmpty ? nil : .groups(GroupChart(numbers)), tables: tables,
      paragraphs: numbers.valuesComeLater
        ? [
          [
            "Not compared: more than one in twenty \(unit.plural) with \(columns) have it only after the "
              + "entry, so it tells how far they got."
          ]
        ] : [])
  }

  /// Returns each group's share of the previous step.
  private func stepRates(_ numbers: BreakdownNumbers, columns: String) -> PageTable? {
    guard let steps = numbers.groups.first?.funnel.steps.count, steps > 2 else { return nil }
    var table = PageTable(
      caption: "Share of the previous step by \(columns)",
      columns: [.init(title: "Share of the previous step", leastWidth: 8)]
        + (2...steps).map { .init(title: "step \($0)", kind: .number) })
    table.isDispensable = true
    table.rows = numbers.groups.map { group in
      let shares = group.funnel.steps.dropFirst().map {
        NumberText.percent($0.fromPrevious) ?? signs.none
      }
      return ([GroupText.name(of: group.kind)] + shares).map(PageTable.Cell.text)
    }
    return table
  }

  /// Names the step after which the largest share of the group is lost.
  private func worstStep(of funnel: FunnelNumbers, _ rules: FunnelRules) -> String? {
    funnel.worstByRate.map { "\($0 + 1) \(StepText.names(funnel, rules)[$0])" }
  }

  /// Says once, under all breakdowns, what their columns mean.
  func breakdownNote(_ breakdowns: [BreakdownNumbers], _ rules: FunnelRules) -> Section? {
    if breakdowns.isEmpty { return nil }
    if breakdowns.allSatisfy(\.groups.isEmpty) {
      return Section(paragraphs: [["Nobody entered, so there are no groups."]])
    }
    let worst = "Worst after which step: where the group loses the largest share."
    // Groups that overlap have no rest to be compared with.
    if breakdowns.allSatisfy({ $0.overlaps || $0.valuesComeLater }) {
      return Section(paragraphs: [[worst]])
    }
    let others =
      if case .step(let number) = rules.attribution {
        "all others that reached step \(number)"
      } else {
        "everyone else"
      }
    let text = """
      Each group is compared with \(others); better and worse hold beyond chance (5% level, \
      adjusted for the number of groups by Holm).
      """
    return Section(paragraphs: [[text + " " + worst]])
  }
}
