/// How many bins a histogram has.
public enum HistogramBins: Hashable, Sendable {
  /// Of equal width or, for times with a long tail, of widths that grow; at most twenty.
  case automatic
  /// This many, of equal width.
  case count(Int)
}
