/// A column with what the first rows hold in it.
struct SampledColumn {
  /// How many rows are looked at to guess columns.
  static let rowLimit = 1000

  let name: String
  /// The values of the rows that have one.
  var values: [String] = []
  /// How many rows were looked at.
  var rows = 0
  /// The name in lower case without the characters that spelling varies in.
  let plainName: String
  /// The plain form of the part after the last dot, the key of a nested object.
  let lastPart: String

  init(name: String) {
    self.name = name
    plainName = Self.plain(name)
    lastPart =
      name.contains(".")
      ? Self.plain(name.split(separator: ".").last.map(String.init) ?? name) : plainName
  }

  static func plain(_ name: String) -> String {
    String(name.lowercased().filter { !"_- $.:\"".contains($0) })
  }

  /// The share of rows that have a value.
  var fill: Double {
    rows == 0 ? 0 : Double(values.count { !$0.isEmpty }) / Double(rows)
  }

  var distinctCount: Int { Set(values).count }

  /// The share of values that can be read as times.
  var timeShare: Double { timeShare(within: .min ... .max) }

  /// The times between 1990 and 2100, which small numbers are not.
  private static let plausibleTimes: ClosedRange<Int64> =
    631_152_000_000_000...4_102_444_800_000_000

  /// The share of values that are times between 1990 and 2100.
  var plausibleTimeShare: Double { timeShare(within: Self.plausibleTimes) }

  /// Whether the name is itself a time like those below it, so that it is no name but a value.
  var isNamedLikeItsTimes: Bool {
    guard let moment = TimestampParser().parse(name) else { return false }
    return Self.plausibleTimes.contains(moment.rawValue)
      && (values.isEmpty || plausibleTimeShare > 0.5)
  }

  private func timeShare(within range: ClosedRange<Int64>) -> Double {
    guard !values.isEmpty else { return 0 }
    let parser = TimestampParser()
    let times = values.count { parser.parse($0).map { range.contains($0.rawValue) } ?? false }
    return Double(times) / Double(values.count)
  }

  var isNumeric: Bool { values.allSatisfy { Double($0) != nil } }
}
