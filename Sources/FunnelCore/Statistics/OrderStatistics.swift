/// Finds the elements that would stand at some places if all were sorted, without sorting them.
///
/// Elements are counted in buckets that follow each other; only those in the bucket of a place are
/// looked at again, in narrower buckets of their own.
enum OrderStatistics {
  /// So few elements are sorted.
  private static let fewest = 512

  /// Returns the elements at the given places, which must be ascending.
  ///
  /// - Complexity: O(elements), whatever they are.
  static func elements(
    at places: [Int], of values: UnsafeBufferPointer<Int64>
  ) -> [Int64] {
    if values.count <= fewest { return sorted(values, at: places) }
    return BucketedValues(UngroupedValues(values: values), LengthBuckets())
      .elements(at: [places])[0]
  }

  /// Returns the elements at ascending places of values that may all lie close together.
  static func elements(
    at places: [Int], ofNarrow values: UnsafeBufferPointer<Int64>
  ) -> [Int64] {
    if values.count <= fewest { return sorted(values, at: places) }
    var (least, greatest) = (Int64.max, Int64.min)
    for value in values { (least, greatest) = (min(least, value), max(greatest, value)) }
    if least == greatest { return places.map { _ in least } }
    let buckets = EvenBuckets(from: least, through: greatest)
    return BucketedValues(UngroupedValues(values: values), buckets).elements(at: [places])[0]
  }

  private static func sorted(
    _ values: UnsafeBufferPointer<Int64>, at places: [Int]
  ) -> [Int64] {
    let sorted = values.sorted()
    return places.map { sorted[$0] }
  }
}
