import FunnelCore

extension JSONValue {
  /// How long something took, in seconds.
  static func times(_ time: TimeSummary?) -> JSONValue {
    guard let time else { return .null }
    return .object([
      ("count", .integer(time.count)), ("mean", .number(time.mean)), ("p25", .number(time.p25)),
      ("median", .number(time.median)), ("p75", .number(time.p75)), ("p90", .number(time.p90)),
      ("p95", .number(time.p95)),
    ])
  }

  /// The conversion of each period's entrants, `before` with that of the period behind it.
  static func trend(_ points: [TrendPoint], before: [TrendPoint?]) -> JSONValue {
    .array(
      points.enumerated().map { index, point in
        guard before.indices.contains(index) else { return .object(trendPoint(point)) }
        let earlier = before[index].map { JSONValue.object(trendPoint($0)) } ?? .null
        return .object(trendPoint(point) + [("before", earlier)])
      })
  }

  private static func trendPoint(_ point: TrendPoint) -> [(key: String, value: JSONValue)] {
    [
      ("start", .string(point.period.name)),
      ("entered", .integer(point.entered)),
      ("converted", .integer(point.converted)),
      ("rate", .optional(point.conversion.fraction)),
      ("open", .integer(point.open)),
    ]
  }

  /// How long a way took, in bins.
  static func histogram(_ histogram: TimeHistogram) -> JSONValue {
    .object([
      ("from", .integer(histogram.hop.first)),
      ("to", .integer(histogram.hop.last)),
      ("count", .integer(histogram.time?.count ?? 0)),
      ("mean", .optional(histogram.time?.mean)),
      ("median", .optional(histogram.time?.median)),
      (
        "bins",
        .array(
          histogram.bins.map { bin in
            .object([
              ("from", .number(bin.from)), ("to", .number(bin.to)), ("count", .integer(bin.count)),
            ])
          })
      ),
    ])
  }
}
