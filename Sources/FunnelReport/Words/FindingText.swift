import FunnelCore

/// Says in words what a funnel shows.
struct FindingText {
  let funnel: FunnelNumbers
  let names: [String]
  let unit: UnitWord

  init(_ funnel: FunnelNumbers, _ rules: FunnelRules) {
    self.funnel = funnel
    names = StepText.names(funnel, rules)
    unit = UnitWord(rules)
  }

  var sentences: [String] { [conversion, time].compactMap { $0 } + worst }

  private var conversion: String {
    guard let percent = NumberText.percent(funnel.conversion),
      let interval = funnel.conversion.interval
    else { return "Nobody entered the funnel, so there is no conversion rate." }
    let low = NumberText.bound(interval.lowerBound)
    let high = NumberText.bound(interval.upperBound)
    return """
      Overall conversion \(percent): \(NumberText.count(funnel.converted)) of \
      \(unit.count(funnel.entered)) (95% interval \(low) to \(high)).
      """
  }

  private var time: String? {
    guard let time = funnel.time else { return nil }
    return """
      Time to convert: median \(NumberText.duration(time.median)), the middle half from \
      \(NumberText.duration(time.p25)) to \(NumberText.duration(time.p75)).
      """
  }

  private var worst: [String] {
    guard let byRate = funnel.worstByRate, let byUnits = funnel.worstByUnits else { return [] }
    if byRate == byUnits {
      return ["Worst step by rate and by \(unit.plural): \(loss(after: byRate))."]
    }
    return [
      "Worst step by rate: \(loss(after: byRate)).",
      "Worst step by \(unit.plural): \(loss(after: byUnits)).",
    ]
  }

  private func loss(after index: Int) -> String {
    let step = funnel.steps[index]
    // Losses lie between required steps.
    let next = names.indices.first { $0 > index && !funnel.steps[$0].isOptional }
    let share = NumberText.percent(step.lostShare) ?? ""
    return "after \(index + 1) \(names[index]), \(share) do not reach "
      + "\(next.map { names[$0] } ?? "the next") (\(unit.count(step.lost ?? 0)))"
  }
}
