import FunnelCore

/// Names the steps of a funnel.
enum StepText {
  /// Returns what each bar is called; of a funnel of any order, how many of its steps it counts.
  static func labels(_ funnel: FunnelNumbers, _ rules: FunnelRules) -> [String] {
    labels(funnel.steps.map(\.label), rules)
  }

  private static func labels(_ steps: [String], _ rules: FunnelRules) -> [String] {
    guard rules.order == .any, steps.count > 1 else { return steps }
    return steps.indices.map { "any \($0 + 1) of \(steps.count)" }
  }

  /// Returns the funnel's steps in one line, as headings and pictures have it.
  static func title(_ funnel: FunnelNumbers) -> String {
    funnel.steps.map { PrintableText.of($0.label) + ($0.isOptional ? "?" : "") }
      .joined(separator: " → ")
  }

  /// Returns the labels made safe to print, optional steps marked as the step language does.
  static func names(_ funnel: FunnelNumbers, _ rules: FunnelRules) -> [String] {
    names(funnel.steps.map { ($0.label, $0.isOptional) }, rules)
  }

  /// Returns the names of steps that were only counted.
  static func names(
    _ steps: [(label: String, isOptional: Bool)], _ rules: FunnelRules
  ) -> [String] {
    zip(labels(steps.map(\.label), rules), steps).map { label, step in
      PrintableText.of(label) + (step.isOptional ? "?" : "")
    }
  }
}
