import FunnelCore
import FunnelSources

extension Options {
  /// Returns the period a question is compared with, or nil when it is with none.
  func comparedPeriod(
    to query: FunnelQuery, over data: ClosedRange<Timestamp>?
  ) throws -> Range<Timestamp>? {
    guard let compare else { return nil }
    guard compare == "previous" else { return try period(compare) }
    guard let from = query.rules.from, let data else {
      throw UsageError(
        message: "--compare previous compares with the time before --from; give --from DATE.")
    }
    let until = query.rules.until ?? Timestamp(rawValue: data.upperBound.rawValue + 1)
    let length = until.rawValue - from.rawValue
    return Timestamp(rawValue: from.rawValue - max(1, length))..<from
  }

  private func period(_ text: String) throws -> Range<Timestamp> {
    let ends = text.split(separator: ".", omittingEmptySubsequences: false)
    guard ends.count == 3, ends[1].isEmpty else {
      throw UsageError(
        message: "--compare takes previous or two dates such as 2024-05-01..2024-05-31, "
          + "not \"\(text)\".")
    }
    let first = try moments(of: String(ends[0]), for: "--compare", in: zone)
    let last = try moments(of: String(ends[2]), for: "--compare", in: zone)
    guard first.lowerBound < last.upperBound else {
      throw UsageError(message: "--compare \(text) ends before it begins; exchange the dates.")
    }
    return first.lowerBound..<last.upperBound
  }
}
