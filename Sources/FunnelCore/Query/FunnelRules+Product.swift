extension FunnelRules {
  /// The product these rules are named after, and the switches in which they differ from it.
  ///
  /// Nil where no product was named, and where none of the switches that make it is left. Dates
  /// are no rule of a product.
  public var product: (preset: RulePreset, exceptions: [RuleSwitch])? {
    guard let preset else { return nil }
    let exceptions = RuleSwitch.allCases.filter { $0.differs(self, preset.rules) }
    let own = RuleSwitch.allCases.filter { $0.differs(FunnelRules(), preset.rules) }
    return own.allSatisfy(exceptions.contains) ? nil : (preset, exceptions)
  }
}
