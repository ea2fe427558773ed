extension Range<Int> {
  /// Returns the first number for which a condition holds, or the upper bound where it holds for none.
  ///
  /// It must hold for all numbers behind one for which it holds.
  ///
  /// - Complexity: O(log numbers).
  @inline(__always)
  func partitioningIndex(where holds: (Int) -> Bool) -> Int {
    var (low, high) = (lowerBound, upperBound)
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
