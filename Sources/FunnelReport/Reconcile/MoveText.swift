import FunnelCore

/// Says which rule of a product moves which number.
struct MoveText {
  private let reconciliation: Reconciliation
  private let sessionColumn: String?
  private let signs: PageSigns

  init(_ reconciliation: Reconciliation, sessionColumn: String?, signs: PageSigns) {
    self.reconciliation = reconciliation
    self.sessionColumn = sessionColumn
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
    let counts: [Int]
    switch product.counts {
    case .failure(let error):
      return ["\(signs.none) \(PrintableText.of(error.message))"]
    case .success(let found): counts = found
    }
    let moves = product.moves.filter { $0.differences.contains { $0 != 0 } }
    let texts = moves.map { move in
      let words = RuleText.words(move.ruleSwitch, product.rules, sessionColumn: sessionColumn)
      return "\(words): \(differences(move.differences))"
    }
    guard case .success(let own) = reconciliation.own.counts else { return texts }
    let whole = zip(counts, own).map { $0 - $1 }
    if texts.isEmpty, whole.allSatisfy({ $0 == 0 }) { return ["counts the same"] }
    // Rules work on each other, so what they do together is not the sum.
    if moves.count == 1, moves[0].differences == whole { return texts }
    return texts + ["all together: \(differences(whole))"]
  }

  private func differences(_ differences: [Int]) -> String {
    if differences.allSatisfy({ $0 == 0 }) { return "no change" }
    return differences.enumerated().filter { $0.element != 0 }.map { step, difference in
      let sign = difference < 0 ? signs.minus : "+"
      return "\(sign)\(NumberText.count(abs(difference))) at step \(step + 1)"
    }.joined(separator: ", ")
  }
}
