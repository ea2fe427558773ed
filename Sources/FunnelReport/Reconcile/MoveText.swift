import FunnelCore

/// Says which rule of a product moves which number.
struct MoveText {
  private let reconciliation: Reconciliation
  private let signs: PageSigns

  init(_ reconciliation: Reconciliation, signs: PageSigns) {
    self.reconciliation = reconciliation
    self.signs = signs
  }

  /// The lines, each with the product it is about, which is named once.
  var lines: [(name: String, text: String)] {
    reconciliation.products.flatMap { product in
      texts(product).enumerated().map { index, text in
        (index == 0 ? product.preset?.name ?? "Rules" : "", text)
      }
    }
  }

  private func texts(_ product: Reconciliation.Column) -> [String] {
    let funnel: FunnelNumbers
    switch product.funnel {
    case .failure(let error):
      return ["\(signs.none) \(PrintableText.of(error.message))"]
    case .success(let numbers): funnel = numbers
    }
    let moves = product.moves.filter { $0.differences.contains { $0 != 0 } }
    let texts = moves.map { move in
      "\(RuleText.words(move.ruleSwitch, product.rules)): \(differences(move.differences))"
    }
    guard texts.isEmpty else { return texts }
    guard case .success(let own) = reconciliation.own.funnel,
      own.steps.map(\.count) != funnel.steps.map(\.count)
    else { return ["counts the same"] }
    return ["no rule moves a number by itself, several together do"]
  }

  private func differences(_ differences: [Int]) -> String {
    differences.enumerated().filter { $0.element != 0 }.map { step, difference in
      let sign = difference < 0 ? signs.minus : "+"
      return "\(sign)\(NumberText.count(abs(difference))) at step \(step + 1)"
    }.joined(separator: ", ")
  }
}
