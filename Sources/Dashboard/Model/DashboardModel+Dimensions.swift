import FunnelCore

extension DashboardModel {
  private static let deviceNames = [
    "device", "device_type", "devicetype", "device_category", "platform", "os",
  ]
  private static let sourceNames = [
    "source", "utm_source", "traffic_source", "channel", "origin", "utm_medium", "medium",
    "referrer",
  ]

  private static let otherNames: Set<String> = [
    "campaign", "utm_campaign", "country", "region", "language", "variant", "experiment",
    "ab_group", "test_group", "plan", "browser", "category", "segment", "gender",
  ]

  /// Whether a column names things rather than kinds: a number for each order or session.
  private func isIdentifier(_ column: DataState.Column) -> Bool {
    let events = data?.summary.events ?? 0
    return column.distinctValues > 12 && column.name.lowercased().hasSuffix("id")
      || column.distinctValues > 50 && column.distinctValues > events / 10
  }

  /// Chooses what the segment panes split by, unless it has been chosen.
  mutating func chooseDimensions(from columns: [DataState.Column]) {
    guard !hasChosenDimensions else { return }
    let usable = columns.filter {
      $0.distinctValues >= 2 && $0.name != data?.summary.roles.event && !isIdentifier($0)
    }
    let named = [Self.deviceNames, Self.sourceNames].compactMap { names in
      names.lazy.compactMap { name in
        usable.first { column in
          column.name.lowercased() == name && column.distinctValues <= 500
        }?.name
      }.first
    }
    let plain = usable.enumerated().filter { $0.element.distinctValues <= 50 }
      .sorted { ($0.element.distinctValues, $0.offset) < ($1.element.distinctValues, $1.offset) }
    let known = plain.filter { Self.otherNames.contains($0.element.name.lowercased()) }
    let few = usable.filter { (51...500).contains($0.distinctValues) }
    var chosen: [String] = []
    for name in named + (known + plain).map(\.element.name) + few.map(\.name)
    where chosen.count < 2 && !chosen.contains(name) {
      chosen.append(name)
    }
    query.breakdowns = chosen.map { Breakdown(columns: [$0]) }
    // With fewer than two the next batch of data may bring more columns.
    hasChosenDimensions = chosen.count == 2
  }

  /// The splits a segment pane can have: those asked for, then every other column of the data that
  /// tells kinds apart, then what the events tell about time and sessions, identifiers at last.
  private var dimensions: [Breakdown] {
    let columns = (data?.columns ?? []).filter { $0.distinctValues >= 1 }
    let names =
      columns.filter { !isIdentifier($0) }.map(\.name)
      + (columns.isEmpty ? [] : DerivedColumn.allCases.map(\.rawValue))
      + columns.filter(isIdentifier).map(\.name)
    var all: [Breakdown] = []
    for breakdown in givenBreakdowns + names.map({ Breakdown(columns: [$0]) })
    where !all.contains(breakdown) {
      all.append(breakdown)
    }
    return all
  }

  /// Splits the focused segment pane, or the first, by the next dimension.
  mutating func changeDimension(by step: Int) -> [DashboardEffect] {
    let dimensions = dimensions
    guard !dimensions.isEmpty else {
      notice = "the data has no column to split by"
      return []
    }
    let index = focus.breakdown ?? 0
    let current = index < query.breakdowns.count ? query.breakdowns[index] : nil
    let position = dimensions.firstIndex { $0 == current }
    let start = position.map { $0 + step } ?? (step > 0 ? 0 : -1)
    let shown = query.breakdowns.enumerated().filter { $0.offset != index }.map(\.element)
    // The same column in both panes would show nothing new.
    let candidates = dimensions.indices.lazy.map { offset in
      ((start + offset * step) % dimensions.count + dimensions.count) % dimensions.count
    }
    guard let next = candidates.first(where: { !shown.contains(dimensions[$0]) }),
      dimensions[next] != current
    else {
      notice = "there is no other column to split by"
      return []
    }
    let breakdown = dimensions[next]
    hasChosenDimensions = true
    selectedGroups[index] = nil
    notice = "split by \(breakdown.words) (\(next + 1) of \(dimensions.count))"
    return change { query in
      if index < query.breakdowns.count {
        query.breakdowns[index] = breakdown
      } else {
        query.breakdowns.append(breakdown)
      }
    }
  }
}
