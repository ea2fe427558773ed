import FunnelCore

extension InspectReport {
  /// Returns the profile as one JSON object; all kept rejected lines are in it.
  public func json(of profile: DataProfile) -> String {
    JSONValue.object([
      ("funneltop", .integer(1)),
      ("source", .source(profile.summary)),
      ("events", .array(profile.events.map(event))),
      ("columns", .array(profile.columns.map(column))),
      ("rejected", rejected(profile.summary.rejections)),
      ("duplicates", .integer(profile.summary.duplicates)),
      ("dropped_columns", .integer(profile.summary.droppedColumns)),
      ("damaged", .array(profile.summary.damages.map(damage))),
    ]).text
  }

  private func damage(_ damage: DataSummary.Damage) -> JSONValue {
    .object([("file", .string(damage.file)), ("reason", .string(damage.reason))])
  }

  private func event(_ event: DataProfile.Event) -> JSONValue {
    .object([
      ("name", .string(event.name)), ("count", .integer(event.count)),
      ("units", .integer(event.units)),
    ])
  }

  private func column(_ column: DataProfile.Column) -> JSONValue {
    .object([
      ("name", .string(column.name)),
      ("distinct", .integer(column.distinct)),
      ("missing", .integer(column.missing)),
      ("range", .optional(column.range)),
      (
        "top",
        .array(
          column.top.map {
            .object([("value", .string($0.text)), ("count", .integer($0.count))])
          })
      ),
    ])
  }

  private func rejected(_ rejections: Rejections) -> JSONValue {
    let kinds = rejections.countsByKind.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return .object([
      ("count", .integer(rejections.count)),
      (
        "kinds",
        .array(
          kinds.map { .object([("kind", .string($0.key)), ("count", .integer($0.value))]) })
      ),
      (
        "lines",
        .array(
          rejections.lines.map {
            .object([
              ("file", .string($0.file)), ("line", .integer($0.number)),
              ("reason", .string($0.reason)),
            ])
          })
      ),
    ])
  }
}
