import FunnelCore

/// Names the steps of a funnel.
enum StepText {
  /// Returns what each bar is called; of a funnel of any order, how many of its steps it counts.
  static func labels(_ funnel: FunnelNumbers, _ rules: FunnelRules) -> [String] {
    let total = funnel.steps.count
    return funnel.steps.enumerated().map { index, step in
      rules.order == .any && total > 1 ? "any \(index + 1) of \(total)" : step.label
    }
  }

  /// Returns what the bars of a funnel are called that has been counted and nothing more.
  static func names(_ funnel: FunnelDefinition, _ rules: FunnelRules) -> [String] {
    let total = funnel.steps.count
    return funnel.steps.enumerated().map { index, step in
      if rules.order == .any, total > 1 { return "any \(index + 1) of \(total)" }
      return PrintableText.of(step.label) + (step.isOptional ? "?" : "")
    }
  }

  /// Returns the funnel's steps in one line, as headings and pictures have it.
  static func title(_ funnel: FunnelNumbers) -> String {
    funnel.steps.map { PrintableText.of($0.label) + ($0.isOptional ? "?" : "") }
      .joined(separator: " → ")
  }

  /// Returns the labels made safe to print, optional steps marked as the step language does.
  static func names(_ funnel: FunnelNumbers, _ rules: FunnelRules) -> [String] {
    zip(labels(funnel, rules), funnel.steps).map { label, step in
      PrintableText.of(label) + (step.isOptional ? "?" : "")
    }
  }
}
