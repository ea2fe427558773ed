import FunnelCore
import TerminalUI

/// What is lost after a step, such as `2 view → 3 cart: 59.0 % leave (7,352 users)`.
func lossWords(after step: Int, steps: [StepNumbers], named: Bool = true, glyphs: Glyphs) -> String
{
  func name(_ index: Int) -> String {
    named ? "\(index + 1) \(steps[index].label)" : "\(index + 1)"
  }
  guard step + 1 < steps.count, let lost = steps[step].lost else { return "" }
  let share = glyphs.percent(steps[step].lostShare)
  return
    "\(name(step)) \(glyphs.arrow) \(name(step + 1)): \(share) leave (\(glyphs.count(lost, "user")))"
}

extension FunnelNumbers {
  /// The sentence about the worst steps, longest wording first.
  func worstSentences(_ glyphs: Glyphs) -> [String] {
    guard entered > 0 else {
      return [
        "no user entered this funnel: check the first step, the filters and the dates",
        "no user entered", "none",
      ]
    }
    guard steps.count > 1 else {
      return ["one step: nothing can be lost between steps", "one step"]
    }
    guard let byRate = worstByRate, let byUsers = worstByUnits else {
      return ["nobody is lost between the steps", "nobody is lost", "no loss"]
    }
    let share = glyphs.percent(steps[byRate].lostShare)
    let full = lossWords(after: byRate, steps: steps, glyphs: glyphs)
    let short = lossWords(after: byRate, steps: steps, named: false, glyphs: glyphs)
    let pair = "\(byRate + 1)\(glyphs.arrow)\(byRate + 2)"
    let most =
      " \(glyphs.dot) most users lost: \(byUsers + 1) \(glyphs.arrow) \(byUsers + 2) (\(glyphs.count(steps[byUsers].lost ?? 0)))"
    let brief = ["worst \(pair): \(share) leave", "worst \(pair) \(share)", "\(pair) \(share)"]
    if byRate == byUsers {
      return ["worst rate and most users lost: \(full)", "worst: \(full)", "worst: \(short)"]
        + brief
    }
    return ["worst rate: \(full)\(most)", "worst rate: \(short)\(most)", "worst rate: \(short)"]
      + brief
  }
}
