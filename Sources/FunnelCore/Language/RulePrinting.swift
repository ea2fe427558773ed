extension FunnelRules.Ties {
  /// The rule as the command line writes it.
  public var text: String {
    switch self {
    case .inOrder: "in-order"
    case .fileOrder: "file-order"
    case .rounded(let length): length.expression
    }
  }
}

extension FunnelRules.CountedUnit {
  /// The rule as the command line writes it.
  public var text: String {
    switch self {
    case .user: "user"
    case .session: "session"
    case .column(let name): name
    }
  }
}

extension FunnelRules.Attribution {
  /// The rule as the command line writes it.
  public var text: String {
    switch self {
    case .entry: "entry"
    case .first: "first"
    case .last: "last"
    case .step(let number): "step:\(number)"
    case .every: "every"
    }
  }
}
