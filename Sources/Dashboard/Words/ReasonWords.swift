import FunnelCore

extension LossReason {
  /// The reasons in the order they are shown, the commonest kind first.
  static let shown: [LossReason] = [.left, .late, .open, .outOfOrder, .excluded]

  /// What became of those lost, in words.
  var words: String {
    switch self {
    case .left: "left"
    case .late: "too late"
    case .open: "still open"
    case .outOfOrder: "out of order"
    case .excluded: "excluded"
    }
  }
}
