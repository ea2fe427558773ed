/// How many bins a histogram has.
public enum HistogramBins: Hashable, Sendable {
  /// As many as the data suggests.
  case automatic
  /// This many.
  case count(Int)
}
