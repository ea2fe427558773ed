import FunnelCore

/// The step where a group falls behind everyone else, as shares of the previous step.
struct StepGap: Hashable, Sendable {
  /// Shares of fewer users than this are shown but not compared.
  static let fewUsers = 30

  /// The zero-based step that is reached less often, and the required step before it.
  let step: Int
  var before: Int
  let group: Proportion
  let others: Proportion

  /// How many more are lost than would be at the rate of the others.
  var excess: Double {
    ((others.fraction ?? 0) - (group.fraction ?? 0)) * Double(group.whole)
  }

  /// The gap at a step, or nil when the group is not below the others there beyond chance.
  ///
  /// Intervals of 95 % that do not overlap are a stricter test than one of the difference, which
  /// makes up for looking at several steps and groups.
  init?(of group: FunnelNumbers, within all: FunnelNumbers, at step: Int) {
    guard step > 0, step < group.steps.count, step < all.steps.count,
      !all.steps[step].isOptional, let before = all.steps.requiredStep(before: step)
    else { return nil }
    self.init(
      step: step,
      group: Proportion(group.steps[step].count, of: group.steps[before].count),
      all: Proportion(all.steps[step].count, of: all.steps[before].count), before: before)
  }

  /// The gap of a share against what remains of all, or nil when there is none beyond chance.
  init?(step: Int, group: Proportion, all: Proportion, before: Int = 0) {
    self.step = step
    self.before = before
    self.group = group
    others = Proportion(all.part - group.part, of: all.whole - group.whole)
    guard group.whole >= Self.fewUsers, others.whole >= Self.fewUsers, others.part >= 0,
      let own = group.interval, let rest = others.interval, own.upperBound < rest.lowerBound
    else { return nil }
  }
}

extension FunnelNumbers {
  /// The step where these users fall behind all others most: where most are lost beyond what the
  /// rate of the others would lose, since a wide gap among few costs less than a narrower one
  /// among many.
  func worstGap(within all: FunnelNumbers) -> StepGap? {
    steps.indices.compactMap { StepGap(of: self, within: all, at: $0) }
      .max { $0.excess < $1.excess }
  }
}

extension StepGap {
  /// The gap in a sentence, longest wording first.
  func sentences(of name: String, steps: [StepNumbers], glyphs: Glyphs) -> [String] {
    let hop = "\(before + 1) \(glyphs.arrow) \(step + 1)"
    let named =
      steps.indices.contains(step)
      ? "\(before + 1) \(glyphs.arrow) \(numbered(step, steps[step].label))" : hop
    let (own, rest) = (glyphs.percent(group), glyphs.percent(others))
    let short = glyphs.clip(name, to: 24)
    let more = "\(glyphs.count(Int(excess.rounded()))) more lost"
    let moreUsers = "\(glyphs.count(Int(excess.rounded()), glyphs.noun)) more lost"
    return [
      "\(name) falls behind most at \(named): \(own) against \(rest) of the others, \(moreUsers)",
      "\(name) falls behind most at \(named): \(own), others \(rest), \(more)",
      "\(name) falls behind at \(named): \(own), others \(rest), \(more)",
      "\(name) falls behind at \(hop): \(own), others \(rest), \(more)",
      "\(name) falls behind most at \(named): \(own), the others \(rest)",
      "\(name) falls behind at \(named): \(own), others \(rest)",
      "\(short) falls behind at \(named): \(own), others \(rest)",
      "\(short) falls behind at \(hop): \(own), others \(rest)",
      "\(glyphs.clip(name, to: 12)) behind at \(hop): \(own), others \(rest)",
    ]
  }
}
