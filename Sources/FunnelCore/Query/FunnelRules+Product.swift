extension FunnelRules {
  /// A product that rules are named after.
  public struct Product: Hashable, Sendable {
    /// The product.
    public var preset: RulePreset
    /// The switches in which the rules differ from it.
    public var exceptions: [RuleSwitch]
  }

  /// The product these rules are named after.
  ///
  /// Nil where no product was named, and where none of the switches that make it is left. Dates
  /// are no rule of a product.
  public var product: Product? {
    guard let preset else { return nil }
    let exceptions = RuleSwitch.allCases.filter { $0.differs(self, preset.rules) }
    let own = RuleSwitch.allCases.filter { $0.differs(FunnelRules(), preset.rules) }
    return own.allSatisfy(exceptions.contains)
      ? nil : Product(preset: preset, exceptions: exceptions)
  }

  /// How numbers are shown: as the product does that these rules are named after.
  public var conventions: ReportingConventions { product?.preset.conventions ?? .own }
}
