import FunnelCore
import TerminalUI

/// A step's number and name; a name that begins with its number is not numbered twice.
func numbered(_ index: Int, _ label: String) -> String {
  let number = String(index + 1)
  // A bar of any order says its number itself.
  if label.hasPrefix("any \(number) of ") { return label }
  let rest = label.drop { $0 == "0" }
  guard rest.hasPrefix(number), rest.dropFirst(number.count).first?.isWholeNumber != true else {
    return "\(number) \(label)"
  }
  return label
}

/// What is lost after a step, such as `2 view → 3 cart: 59.0 % leave (7,352 users)`.
///
/// Names wider than the limit are cut; without names the steps' numbers stand alone.
func lossWords(
  after step: Int, steps: [StepNumbers], named: Bool = true, nameLimit: Int = .max, glyphs: Glyphs
) -> String {
  guard let next = steps.requiredStep(after: step), let lost = steps[step].lost else { return "" }
  func name(_ index: Int) -> String {
    named
      ? numbered(index, glyphs.clip(steps[index].label, to: nameLimit)) : "\(index + 1)"
  }
  let share = glyphs.percent(steps[step].lostShare)
  let hop = "\(name(step)) \(glyphs.arrow) \(name(next))"
  return "\(hop): \(share) leave (\(glyphs.count(lost, glyphs.noun)))"
}

/// The loss after a step behind a heading, longest wording first: headings get shorter, then the
/// names, before the names and at last the words go.
func lossWordings(
  after step: Int, headings: [String], steps: [StepNumbers], glyphs: Glyphs
) -> [String] {
  guard let next = steps.requiredStep(after: step) else { return [] }
  let least = headings.last ?? ""
  let full = lossWords(after: step, steps: steps, glyphs: glyphs)
  let cut = [24, 18, 14, 11, 8].map { limit in
    least + lossWords(after: step, steps: steps, nameLimit: limit, glyphs: glyphs)
  }
  let share = glyphs.percent(steps[step].lostShare)
  let pair = "\(step + 1)\(glyphs.arrow)\(next + 1)"
  return headings.map { $0 + full } + cut
    + [
      least + lossWords(after: step, steps: steps, named: false, glyphs: glyphs),
      "worst \(pair): \(share) leave", "worst \(pair) \(share)", "\(pair) \(share)",
    ]
}

/// The hop after a step by its numbers, such as `2 → 3`; optional steps are passed over.
func hopWords(after step: Int, steps: [StepNumbers], glyphs: Glyphs) -> String {
  "\(step + 1) \(glyphs.arrow) \((steps.requiredStep(after: step) ?? step + 1) + 1)"
}

extension [StepNumbers] {
  /// The next step that cannot be skipped: what is lost after a step did not reach that one.
  func requiredStep(after step: Int) -> Int? {
    indices.contains(step) ? self[(step + 1)...].firstIndex { !$0.isOptional } : nil
  }

  /// The step before that could not be skipped.
  func requiredStep(before step: Int) -> Int? {
    prefix(Swift.max(0, step)).lastIndex { !$0.isOptional }
  }
}

extension FunnelNumbers {
  /// The sentence about the worst steps, longest wording first.
  func worstSentences(_ glyphs: Glyphs) -> [String] {
    guard entered > 0 else {
      return [
        "no \(glyphs.noun) entered this funnel: check the first step, the filters and the dates",
        "no \(glyphs.noun) entered", "none",
      ]
    }
    guard steps.count > 1 else {
      return ["one step: nothing can be lost between steps", "one step"]
    }
    guard let byRate = worstByRate, let byUsers = worstByUnits else {
      return ["nobody is lost between the steps", "nobody is lost", "no loss"]
    }
    guard byRate != byUsers else {
      return lossWordings(
        after: byRate, headings: ["worst rate and most \(glyphs.nouns) lost: ", "worst: "],
        steps: steps,
        glyphs: glyphs)
    }
    let loss = lossWordings(
      after: byRate, headings: ["worst rate: ", "worst: "], steps: steps, glyphs: glyphs)
    let most =
      "most \(glyphs.nouns) lost: \(hopWords(after: byUsers, steps: steps, glyphs: glyphs))"
    let users = glyphs.count(steps[byUsers].lost ?? 0)
    return loss.prefix(1).map { "\($0) \(glyphs.dot) \(most) (\(users))" } + loss
  }
}
