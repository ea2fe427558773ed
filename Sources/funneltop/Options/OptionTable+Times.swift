import FunnelCore

extension OptionEntry {
  /// Options about how long a way takes and how it changes over time.
  static let times: [OptionEntry] = [
    .value(
      "--trend", as: "hour|day|week|month", group: .times,
      help: "conversion by period of entry"
    ) { options, text in
      options.trend = try choice(text, for: "--trend")
    },
    .value(
      "--histogram", as: "auto|N", group: .times, help: "how long the way took, in bins"
    ) { options, text in
      options.histogram = try histogramBins(text)
    },
    .value(
      "--compare", as: "previous|DATE..DATE", group: .times,
      help: "another period, seen for equally long"
    ) { options, text in
      options.compare = text
    },
    .value(
      "--hop", as: "I..J", group: .times,
      help: "the steps that trend and histogram look at (default first to last)"
    ) { options, text in
      let ends = text.split(separator: ".", omittingEmptySubsequences: false)
      guard ends.count == 3, ends[1].isEmpty, let first = Int(ends[0]), let last = Int(ends[2])
      else {
        throw UsageError(message: "--hop takes two steps such as 1..3, not \"\(text)\".")
      }
      options.hop = Hop(first: first, last: last)
    },
  ]
}
