import FunnelCore

/// Says why units were lost.
enum LossText {
  /// Returns the losses after a step, such as `1,371 lost: 900 left, 300 late`, or nil when
  /// nothing was lost or the reasons are not known.
  static func summary(_ step: StepNumbers) -> String? {
    guard let lost = step.lost, lost > 0, let reasons = step.reasons, reasons.total > 0 else {
      return nil
    }
    let parts = counts(reasons).map { "\(NumberText.count($0.count)) \(word(for: $0.reason))" }
    return "\(NumberText.count(lost)) lost: " + parts.joined(separator: ", ")
  }

  /// Returns the reasons that occur, the commonest first.
  static func counts(_ reasons: LossReasons) -> [(reason: LossReason, count: Int)] {
    LossReason.allCases.map { (reason: $0, count: reasons[$0]) }
      .filter { $0.count > 0 }
      .sorted { ($1.count, $0.reason.rawValue) < ($0.count, $1.reason.rawValue) }
  }

  /// Returns the reason as a sentence about lost units has it.
  static func word(for reason: LossReason) -> String {
    switch reason {
    case .excluded: "excluded"
    case .late: "late"
    case .open: "still open"
    case .outOfOrder: "out of order"
    case .left: "left"
    }
  }
}
