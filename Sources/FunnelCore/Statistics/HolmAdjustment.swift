/// Returns p-values adjusted for having looked at all of them, in the same order.
///
/// S. Holm, "A Simple Sequentially Rejective Multiple Test Procedure", Scandinavian Journal of
/// Statistics 6 (1979): the i-th smallest of m is multiplied by m − i + 1, and none falls below
/// the one before it.
///
/// - Complexity: O(n log n).
func holmAdjusted(_ values: [Double]) -> [Double] {
  var adjusted = values
  var floor = 0.0
  for (rank, index) in values.indices.sorted(by: { values[$0] < values[$1] }).enumerated() {
    floor = max(floor, min(1, values[index] * Double(values.count - rank)))
    adjusted[index] = floor
  }
  return adjusted
}
