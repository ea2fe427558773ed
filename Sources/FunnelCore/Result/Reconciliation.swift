/// The same funnel counted by the rules of several products.
public struct Reconciliation: Equatable, Sendable {
  /// The funnel by the rules of one product.
  public struct Column: Equatable, Sendable {
    /// The product, or nil for the rules that were asked for.
    public var preset: RulePreset?
    /// The rules.
    public var rules: FunnelRules
    /// How many reach each step, or why these rules have no answer for this funnel.
    public var counts: Result<[Int], QueryError>
    /// What each differing switch does by itself, in the order of ``RuleSwitch``.
    public var moves: [Move]

    /// The switches in which the rules differ from those of the product.
    public var exceptions: [RuleSwitch] {
      preset.map { preset in RuleSwitch.allCases.filter { $0.differs(preset.rules, rules) } } ?? []
    }

    /// The share of those who entered that reached the last step; nil where there is no answer.
    public var conversion: Proportion? {
      guard case .success(let counts) = counts, let entered = counts.first else { return nil }
      return Proportion(counts.last ?? 0, of: entered)
    }
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
  /// - Complexity: one search for each product and each switch in which it differs and can count
  ///   otherwise.
  public func reconcile(
    _ query: FunnelQuery, with products: [(preset: RulePreset, rules: FunnelRules)],
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> Reconciliation {
    var query = query
    (query.breakdowns, query.trend, query.histogram) = ([], nil, nil)
    let ownColumns = query.columnNames
    struct Key: Hashable {
      var rules: FunnelRules
      var acceptsUnknownNames: Bool
    }
    var known: [Key: Result<[Int], QueryError>] = [:]
    func counts(_ rules: FunnelRules) throws -> Result<[Int], QueryError> {
      var variant = query
      variant.rules = rules
      // Names that the question's own rules found are there for all.
      let asOwn = variant.columnNames.isSubset(of: ownColumns)
      let key = Key(
        rules: variant.countingRules,
        acceptsUnknownNames: (asOwn ? query.rules : rules).conventions.acceptsUnknownNames)
      if let found = known[key] { return found }
      let found: Result<[Int], QueryError>
      do { found = .success(try self.counts(variant, isCancelled: isCancelled)) } catch {
        guard let error = error as? QueryError else { throw error }
        found = .failure(error)
      }
      known[key] = found
      return found
    }
    let own = try counts(query.rules).get()
    func move(_ ruleSwitch: RuleSwitch, _ rules: FunnelRules) throws -> Reconciliation.Move? {
      guard ruleSwitch.movesSteps, ruleSwitch.differs(query.rules, rules) else { return nil }
      var changed = query.rules
      ruleSwitch.apply(rules, to: &changed)
      guard case .success(let moved) = try counts(changed) else { return nil }
      let differences = zip(moved, own).map { $0 - $1 }
      return Reconciliation.Move(ruleSwitch: ruleSwitch, differences: differences)
    }
    return Reconciliation(
      own: Reconciliation.Column(
        preset: query.rules.preset, rules: query.rules, counts: .success(own), moves: []),
      products: try products.map { product in
        Reconciliation.Column(
          preset: product.preset, rules: product.rules, counts: try counts(product.rules),
          moves: try RuleSwitch.allCases.compactMap { try move($0, product.rules) })
      })
  }
}
