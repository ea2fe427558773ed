public import FunnelCore

/// Tells what the data lacks of a period that it is compared with.
public enum CoverageText: Sendable {
  /// Says that a period begins before the data or ends after it, so that its numbers are too low;
  /// nil when the data spans it but for a twentieth, in which there may have been no event.
  public static func note(on period: Range<Timestamp>, data: ClosedRange<Timestamp>?) -> String? {
    guard let data else { return nil }
    let slack = (period.upperBound.rawValue - period.lowerBound.rawValue) / 20
    let span = "\(ISO8601.text(data.lowerBound)) to \(ISO8601.text(data.upperBound))"
    let name =
      "the other period, \(ISO8601.text(period.lowerBound)) to \(ISO8601.text(period.upperBound)),"
    if period.upperBound <= data.lowerBound || period.lowerBound > data.upperBound {
      return "\(name) has no events: the data is from \(span)"
    }
    if data.lowerBound.rawValue - period.lowerBound.rawValue > slack {
      return "\(name) begins before the data, which is from \(span); its numbers are too low"
    }
    if period.upperBound.rawValue - data.upperBound.rawValue > slack {
      return "\(name) ends after the data, which is from \(span); its numbers are too low"
    }
    return nil
  }
}
