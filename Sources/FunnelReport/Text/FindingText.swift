import FunnelCore

/// Says in words what a funnel shows.
enum FindingText {
  static func sentences(_ funnel: FunnelNumbers) -> [String] {
    [conversion(funnel), time(funnel.time)].compactMap { $0 } + worst(funnel)
  }

  private static func conversion(_ funnel: FunnelNumbers) -> String {
    guard let percent = NumberText.percent(funnel.conversion),
      let interval = funnel.conversion.interval
    else { return "Nobody entered the funnel, so there is no conversion rate." }
    let low = NumberText.percent(interval.lowerBound)
    let high = NumberText.percent(interval.upperBound)
    return """
      Overall conversion \(percent): \(NumberText.count(funnel.converted)) of \
      \(NumberText.count(funnel.entered, "user")) (95% interval \(low) to \(high)).
      """
  }

  private static func time(_ time: TimeSummary?) -> String? {
    guard let time else { return nil }
    return """
      Time to convert: median \(NumberText.duration(time.median)), the middle half from \
      \(NumberText.duration(time.p25)) to \(NumberText.duration(time.p75)).
      """
  }

  private static func worst(_ funnel: FunnelNumbers) -> [String] {
    guard let byRate = funnel.worstByRate, let byUnits = funnel.worstByUnits else { return [] }
    if byRate == byUnits {
      return ["Worst step by rate and by users: \(loss(after: byRate, of: funnel))."]
    }
    return [
      "Worst step by rate: \(loss(after: byRate, of: funnel)).",
      "Worst step by users: \(loss(after: byUnits, of: funnel)).",
    ]
  }

  private static func loss(after index: Int, of funnel: FunnelNumbers) -> String {
    let step = funnel.steps[index]
    let next = PrintableText.of(funnel.steps[index + 1].label)
    let share = NumberText.percent(step.lostShare) ?? ""
    let lost = NumberText.count(step.lost ?? 0, "user")
    return
      "after \(index + 1) \(PrintableText.of(step.label)), \(share) do not reach \(next) (\(lost))"
  }
}
