import FunnelCore

extension ReportPage {
  /// Returns the funnel beside that of another period.
  func comparisonSection(_ comparison: PeriodComparison, _ report: Report) -> Section {
    let result = report.result
    let rules = result.query.rules
    let unit = UnitWord(rules)
    let names = StepText.names(result.funnel, rules)
    let period =
      "\(ISO8601.text(comparison.period.lowerBound)) to "
      + ISO8601.text(comparison.period.upperBound)
    var table = PageTable(
      caption: "\(unit.title) at each step, beside another period",
      columns: [
        .init(title: "", kind: .number), .init(title: "Step", leastWidth: 8),
        .init(title: unit.title, kind: .number), .init(title: "of first", kind: .number),
        .init(title: "then", kind: .number), .init(title: "of first then", kind: .number),
        .init(title: "change", kind: .number),
      ])
    let pairs = zip(comparison.own.steps, comparison.funnel.steps)
    table.rows = pairs.enumerated().map { index, pair in
      let (now, then) = pair
      let change = now.fromFirst.fraction.flatMap { share in
        then.fromFirst.fraction.map { NumberText.points(share - $0) }
      }
      return [
        String(index + 1), names[index], NumberText.count(now.count),
        NumberText.percent(now.fromFirst) ?? signs.none, NumberText.count(then.count),
        NumberText.percent(then.fromFirst) ?? signs.none, change ?? signs.none,
      ].map(PageTable.Cell.text)
    }
    return Section(
      heading: "Compared with another period", explanation: period, tables: [table],
      paragraphs: [
        [
          verdict(of: comparison),
          CoverageText.note(on: comparison.period, data: report.summary.timeRange)
            .map(SentenceText.of) ?? maturity(of: comparison),
        ]
      ])
  }

  private func verdict(of comparison: PeriodComparison) -> String {
    guard let difference = comparison.difference else {
      return "Nobody entered in one of the periods, so there is nothing to compare."
    }
    let low = NumberText.points(difference.interval.lowerBound)
    let high = NumberText.points(difference.interval.upperBound)
    let meaning =
      switch difference.verdict {
      case .better: "better beyond chance"
      case .worse: "worse beyond chance"
      case .noDifference: "no difference beyond chance"
      case .tooFew: "too few to say"
      }
    return "Overall conversion changed by \(NumberText.points(difference.difference)) "
      + "(95% interval \(low) to \(high)): \(meaning)."
  }

  private func maturity(of comparison: PeriodComparison) -> String {
    "Both periods were seen for equally long: the other one as if the data had ended at "
      + "\(ISO8601.text(comparison.horizon))."
  }
}
