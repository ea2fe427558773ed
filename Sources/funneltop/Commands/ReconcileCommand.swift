import FunnelCore
import FunnelReport

/// Prints the funnel under every product's rules, side by side.
enum ReconcileCommand {
  static func run(_ options: Options) throws {
    try options.checkQuestion()
    let data = try LoadedData(
      DataSource(options), asking: options.foreseenQueries(of: RulePreset.allCases))
    try data.store.check([.units, .times, .events], columns: Set(data.store.columnNames))
    let query = try options.query(for: try options.reportedFunnel(for: data.store))
    try query.checkGivenNames(in: data.store)
    let products = RulePreset.allCases.map { preset in
      var rules = options.rules(of: preset)
      (rules.from, rules.until) = (query.rules.from, query.rules.until)
      return (preset: preset, rules: rules)
    }
    options.warnOfIdleOptions(query, by: [query.rules] + products.map(\.rules), data.summary)
    options.warnOfConditions(query, in: data.store)
    let backend = LocalBackend(store: data.store, zone: options.displayZone)
    let report = ReconcileReport(
      summary: data.summary, query: query,
      reconciliation: try backend.reconcile(query, with: products),
      isProposed: options.funnel == nil)
    let (width, ascii) = (PageWidth(options), options.ascii || !isUTF8Locale())
    let text =
      options.format == "json"
      ? report.json() : report.text(width: width.page, tableWidth: width.table, ascii: ascii)
    var output = try OutputTarget(path: options.output)
    try output.write(Array(text.utf8))
    try output.finish()
  }
}
