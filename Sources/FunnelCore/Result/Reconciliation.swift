/// The same funnel counted by the rules of several products.
public struct Reconciliation: Equatable, Sendable {
  /// The funnel by the rules of one product.
  public struct Column: Equatable, Sendable {
    /// The product, or nil for the rules that were asked for.
    public var preset: RulePreset?
    /// The rules.
    public var rules: FunnelRules
    /// The numbers, or why these rules have none for this funnel.
    public var funnel: Result<FunnelNumbers, QueryError>
    /// What each differing switch does by itself, in the order of ``RuleSwitch``.
    public var moves: [Move]
  }

  /// What one switch does when it alone is changed in the rules that were asked for.
  public struct Move: Equatable, Sendable {
    /// The switch.
    public var ruleSwitch: RuleSwitch
    /// For each step, how many units more or fewer reach it.
    public var differences: [Int]
  }

  /// The rules that were asked for.
  public var own: Column
  /// The products, in the order they were asked for.
  public var products: [Column]
}

extension LocalBackend {
  /// Counts a funnel by its own rules and by those of several products, and finds which switch
  /// moves which step.
  ///
  /// Throws what ``answer(_:isCancelled:)`` throws for the query's own rules; products whose rules
  /// have no meaning for the funnel are part of the result.
  ///
  /// - Complexity: one answer for each product and each switch in which it differs.
  public func reconcile(
    _ query: FunnelQuery, with products: [(preset: RulePreset, rules: FunnelRules)],
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> Reconciliation {
    var query = query
    (query.breakdowns, query.trend, query.histogram) = ([], nil, nil)
    func numbers(_ rules: FunnelRules) throws -> Result<FunnelNumbers, QueryError> {
      var variant = query
      variant.rules = rules
      do { return .success(try answer(variant, isCancelled: isCancelled).funnel) } catch {
        guard let error = error as? QueryError else { throw error }
        return .failure(error)
      }
    }
    let own = try numbers(query.rules).get()
    var known: [FunnelRules: [Int]] = [:]
    func move(_ ruleSwitch: RuleSwitch, _ rules: FunnelRules) throws -> Reconciliation.Move? {
      guard ruleSwitch.differs(query.rules, rules) else { return nil }
      var changed = query.rules
      ruleSwitch.apply(rules, to: &changed)
      let counts: [Int]
      if let found = known[changed] {
        counts = found
      } else {
        guard case .success(let funnel) = try numbers(changed) else { return nil }
        counts = funnel.steps.map(\.count)
        known[changed] = counts
      }
      let differences = zip(counts, own.steps).map { $0 - $1.count }
      return Reconciliation.Move(ruleSwitch: ruleSwitch, differences: differences)
    }
    return Reconciliation(
      own: Reconciliation.Column(
        preset: query.rules.preset, rules: query.rules, funnel: .success(own), moves: []),
      products: try products.map { product in
        Reconciliation.Column(
          preset: product.preset, rules: product.rules, funnel: try numbers(product.rules),
          moves: try RuleSwitch.allCases.compactMap { try move($0, product.rules) })
      })
  }
}
