import FunnelCore

/// Says why units were lost.
enum LossText {
  /// Returns the losses after a step, such as `1,371 lost: 900 left, 300 late`, or nil when
  /// nothing was lost or the reasons are not known.
  static func summary(_ step: StepNumbers, _ rules: FunnelRules) -> String? {
    guard let lost = step.lost, lost > 0, let reasons = step.reasons, reasons.total > 0 else {
      return nil
    }
    let parts = counts(reasons).map {
      "\(NumberText.count($0.count)) \(word(for: $0.reason, rules))"
    }
    return "\(NumberText.count(lost)) lost: " + parts.joined(separator: ", ")
  }

  /// Returns the reasons that occur, the commonest first.
  static func counts(_ reasons: LossReasons) -> [(reason: LossReason, count: Int)] {
    LossReason.allCases.map { (reason: $0, count: reasons[$0]) }
      .filter { $0.count > 0 }
      .sorted { ($1.count, $0.reason.rawValue) < ($0.count, $1.reason.rawValue) }
  }

  /// Returns the reason as a sentence about lost units has it.
  static func word(for reason: LossReason, _ rules: FunnelRules) -> String {
    switch reason {
    // Whom an exclusion removes is no more counted; who is had an attempt that it let pass.
    case .excluded: rules.excluded == .removed ? "excluded in another attempt" : "excluded"
    case .late: "late"
    case .open: "still open"
    case .outOfOrder:
      rules.order == .strict ? "with something between or out of order" : "out of order"
    case .left: "left"
    }
  }
}
