/// Returns the microseconds from one moment to a later one, clamped where they do not fit 64 bits.
///
/// An unlimited length is `Int64.max`, so a clamped difference is within it and beyond all others.
@inline(__always)
func elapsed(from start: Int64, to end: Int64) -> Int64 {
  let (difference, overflow) = end.subtractingReportingOverflow(start)
  return overflow ? .max : difference
}
