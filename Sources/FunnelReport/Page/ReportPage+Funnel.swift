import FunnelCore

extension ReportPage {
  /// Returns the funnel with a bar for each step, why units were lost, and what that means.
  func funnelSection(_ result: FunnelResult) -> Section {
    let (funnel, rules) = (result.funnel, result.query.rules)
    let names = StepText.names(funnel, rules)
    let unit = UnitWord(rules)
    var table = PageTable(
      caption: "\(unit.title) at each step",
      columns: [
        .init(title: "", kind: .number), .init(title: "Step", leastWidth: 8),
        .init(title: unit.title, kind: .number), .init(title: "", kind: .bar),
        .init(title: "of first", kind: .number), .init(title: "of prev.", kind: .number),
        .init(title: "Lost", kind: .number), .init(title: "Median", kind: .number),
      ])
    for (index, step) in funnel.steps.enumerated() {
      let previous = index == 0 ? "" : NumberText.percent(step.fromPrevious) ?? signs.none
      let median = index == 0 ? "" : step.time.map { NumberText.duration($0.median) } ?? signs.none
      table.rows.append([
        .text(String(index + 1)), .text(names[index]), .text(NumberText.count(step.count)),
        .bar(step.fromFirst.fraction ?? 0, isOpen: false),
        .text(NumberText.percent(step.fromFirst) ?? signs.none), .text(previous),
        .text(step.lost.map(NumberText.count) ?? ""), .text(median),
      ])
    }
    let losses = zip(names, funnel.steps).enumerated().compactMap { index, step in
      LossText.summary(step.1, rules).map { "after \(index + 1) \(step.0): \($0)" }
    }
    var section = Section(heading: "Funnel", tables: [table], paragraphs: [losses])
    section.chart = .funnel(FunnelChart(result))
    if funnel.steps.contains(where: \.isOptional) {
      section.paragraphs.append([
        "A step with ? may be skipped; its share is of those who reached the next required step."
      ])
    }
    section.paragraphs.append(FindingText(funnel, rules).sentences)
    return section
  }
}
