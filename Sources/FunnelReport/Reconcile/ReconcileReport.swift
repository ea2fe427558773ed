public import FunnelCore

/// Writes one funnel counted by the rules of several products, and which switch moves what.
public struct ReconcileReport: Sendable {
  /// Where the events came from.
  public var summary: DataSummary
  /// The funnel and the rules that were asked for.
  public var query: FunnelQuery
  /// The numbers.
  public var reconciliation: Reconciliation
  /// Whether the funnel was proposed from the data, not chosen by anyone.
  public var isProposed: Bool

  /// Creates a report's content.
  public init(
    summary: DataSummary, query: FunnelQuery, reconciliation: Reconciliation,
    isProposed: Bool = false
  ) {
    self.isProposed = isProposed
    self.summary = summary
    self.query = query
    self.reconciliation = reconciliation
  }

  /// Returns the comparison as plain text that fits a page of so many columns, at least 74, with
  /// tables of so many where the page need not hold them.
  public func text(width: Int = 80, tableWidth: Int = 0, ascii: Bool = false) -> String {
    let page = PageText(
      width: max(74, width), tableWidth: tableWidth, signs: PageSigns(isASCII: ascii))
    var blocks = [
      page.head(
        ReportPage.facts(summary, query), note: isProposed ? ReportPage.proposalNote : nil)
    ]
    let products = reconciliation.products
    // All products side by side, or as many as the page has room for with names left readable.
    for count in [products.count, (products.count + 1) / 2, 2, 1] where count > 0 {
      let starts = stride(from: 0, to: products.count, by: count)
      let tables = starts.map { start in
        let part = Array(products[start..<min(start + count, products.count)])
        return page.lines(of: table(part, page.signs))
      }
      guard count == 1 || tables.allSatisfy(\.fits) else { continue }
      blocks += tables.map(\.lines)
      break
    }
    let sessions = summary.roles.session
    if let given = givenRules(sessionColumn: sessions) {
      blocks.append(Paragraph.lines(given, width: page.width))
    }
    if let note = exclusionNote { blocks.append(Paragraph.lines(note, width: page.width)) }
    let lines = MoveText(reconciliation, sessionColumn: sessions, signs: page.signs).lines
    let names = lines.reduce(0) { max($0, $1.name.columnWidth) } + 2
    let moves = lines.flatMap {
      Paragraph.lines($0.text, lead: $0.name.padded(to: names), width: page.width)
    }
    let title = "What each rule of theirs would change in your numbers, by itself:"
    if !moves.isEmpty { blocks.append(Paragraph.lines(title, width: page.width) + moves) }
    return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  /// Tells which products cannot leave anyone out for an excluded event, where there are any.
  private var exclusionNote: String? {
    let names = reconciliation.products.compactMap { column in
      column.preset.flatMap { $0.hasExclusions ? nil : $0.name }
    }
    guard !query.funnel.exclusions.isEmpty, let last = names.last else { return nil }
    let list = (names.dropLast().joined(separator: ", ")) + (names.count > 1 ? " and " : "") + last
    let verb = names.count > 1 ? "have" : "has"
    return "\(list) \(verb) no exclusions: their columns count with yours, so these are no "
      + "figures you will find there."
  }

  /// Tells which rules in the columns of products are not theirs but were set for all of them.
  private func givenRules(sessionColumn: String?) -> String? {
    let words = RuleSwitch.allCases.filter(\.movesSteps).compactMap { ruleSwitch in
      reconciliation.products.first { $0.exceptions.contains(ruleSwitch) }.flatMap { column in
        column.preset.flatMap {
          RuleText.exception(ruleSwitch, of: $0, column.rules, sessionColumn: sessionColumn)
        }
      }
    }
    return words.isEmpty
      ? nil : "Set by you, not the products' own: " + words.joined(separator: ", ")
  }

  /// Returns the counts with a column for each way of counting, and the rates under them.
  private func table(_ products: [Reconciliation.Column], _ signs: PageSigns) -> PageTable {
    let columns = [reconciliation.own] + products
    var table = PageTable(
      caption: "Counts by product",
      columns: [.init(title: "", kind: .number), .init(title: "Step", leastWidth: 10)]
        + [.init(title: "Yours", kind: .number)]
        + products.map { .init(title: $0.preset?.name ?? "Rules", kind: .number) })
    let steps = query.funnel.steps.map { ($0.label, $0.isOptional) }
    for (index, name) in StepText.names(steps, query.rules).enumerated() {
      let counts = columns.map { column in
        guard case .success(let counts) = column.counts else { return signs.none }
        return NumberText.count(counts[index])
      }
      table.rows.append(([String(index + 1), name] + counts).map(PageTable.Cell.text))
    }
    let rates = columns.map { column in
      column.conversion.flatMap(NumberText.percent) ?? signs.none
    }
    table.rows.append((["", "Overall"] + rates).map(PageTable.Cell.text))
    return table
  }

}
