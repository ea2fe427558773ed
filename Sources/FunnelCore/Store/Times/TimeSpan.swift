/// What times have in common: the range they lie in, and the unit they are whole multiples of.
struct TimeSpan: Sendable, Equatable {
  /// The earliest and the latest time, or nil without any.
  private(set) var range: ClosedRange<Int64>?
  /// A second, a millisecond or a microsecond, in microseconds: the longest of which all times are
  /// multiples.
  private(set) var unit: Int64 = 1_000_000

  /// Creates the span of no times.
  init() {}

  /// Creates the span of some times.
  ///
  /// - Complexity: O(times).
  init(_ times: some Sequence<Int64>) {
    for time in times {
      withUnsafePointer(to: time) { note(UnsafeBufferPointer(start: $0, count: 1)) }
    }
  }

  /// Takes in further times.
  ///
  /// - Complexity: O(times).
  mutating func note(_ times: UnsafeBufferPointer<Int64>) {
    guard let first = times.first else { return }
    var (earliest, latest) = (first, first)
    for time in times {
      earliest = min(earliest, time)
      latest = max(latest, time)
    }
    include(earliest...latest)
    if unit == 1_000_000, !Self.areMultiples(times, of: 1_000_000) { unit = 1000 }
    if unit == 1000, !Self.areMultiples(times, of: 1000) { unit = 1 }
  }

  /// Takes in the times of another span.
  mutating func formUnion(_ other: TimeSpan) {
    guard let range = other.range else { return }
    include(range)
    unit = min(unit, other.unit)
  }

  private mutating func include(_ other: ClosedRange<Int64>) {
    let range = range ?? other
    self.range =
      min(range.lowerBound, other.lowerBound)...max(range.upperBound, other.upperBound)
  }

  /// Looks at all times without a branch; where the unit is a constant no division is needed.
  @inline(__always)
  private static func areMultiples(_ times: UnsafeBufferPointer<Int64>, of unit: Int64) -> Bool {
    var rest: Int64 = 0
    for time in times { rest |= time % unit }
    return rest == 0
  }
}
