/// Finds the elements that would stand at some places if all were sorted, without sorting them.
///
/// Elements are counted in buckets that follow each other; only those in the bucket of a place are
/// looked at again, in narrower buckets of their own.
enum OrderStatistics {
  /// So few elements are sorted.
  private static let fewest = 512

  /// Returns the elements at the given places.
  ///
  /// - Complexity: O(elements), whatever they are.
  static func elements(
    at places: [Int], of values: UnsafeBufferPointer<Int64>
  ) -> [Int64] {
    if values.count <= fewest { return sorted(values, at: places) }
    let order = places.indices.sorted { places[$0] < places[$1] }
    let ascending = elements(at: order.map { places[$0] }[...], of: values, LengthBuckets())
    var elements = ascending
    for (index, element) in zip(order, ascending) { elements[index] = element }
    return elements
  }

  /// Returns the elements at ascending places by buckets of equal width between the least and the
  /// greatest.
  private static func elements(
    at places: ArraySlice<Int>, ofNarrow values: UnsafeBufferPointer<Int64>
  ) -> [Int64] {
    if values.count <= fewest { return sorted(values, at: places) }
    var (least, greatest) = (Int64.max, Int64.min)
    for value in values { (least, greatest) = (min(least, value), max(greatest, value)) }
    if least == greatest { return places.map { _ in least } }
    return elements(at: places, of: values, EvenBuckets(from: least, through: greatest))
  }

  private static func sorted(
    _ values: UnsafeBufferPointer<Int64>, at places: some Collection<Int>
  ) -> [Int64] {
    let sorted = values.sorted()
    return places.map { sorted[$0] }
  }

  /// The elements of a bucket that hold some of the places.
  private struct Share {
    var places: Range<Int>
    /// How many elements are in the buckets before.
    var before: Int
    var elements: Range<Int>
  }

  private static func elements(
    at places: ArraySlice<Int>, of values: UnsafeBufferPointer<Int64>, _ buckets: some Buckets
  ) -> [Int64] {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: buckets.count) { counts in
      counts.initialize(repeating: 0)
      for value in values { counts[buckets.bucket(of: value)] &+= 1 }
      var shares: [Share] = []
      var (before, place, found) = (0, places.startIndex, 0)
      for bucket in 0..<buckets.count {
        let count = Int(counts[bucket])
        let first = place
        while place < places.endIndex, places[place] < before &+ count { place += 1 }
        // From here on a bucket has the number of its share, from one.
        counts[bucket] = 0
        if place > first {
          shares.append(
            Share(places: first..<place, before: before, elements: found..<found + count))
          counts[bucket] = UInt32(shares.count)
          found += count
        }
        before += count
      }
      return withUnsafeTemporaryAllocation(of: Int64.self, capacity: found) { candidates in
        var ends = shares.map(\.elements.lowerBound)
        for value in values {
          let share = Int(counts[buckets.bucket(of: value)])
          if share == 0 { continue }
          candidates[ends[share &- 1]] = value
          ends[share &- 1] &+= 1
        }
        return shares.flatMap { share in
          let own = UnsafeBufferPointer(rebasing: candidates[share.elements])
          return elements(at: places[share.places].map { $0 - share.before }[...], ofNarrow: own)
        }
      }
    }
  }
}

/// Returns the sum of all elements, which may be beyond 64 bits.
func exactSum(_ values: UnsafeBufferPointer<Int64>) -> Int128 {
  // The lower halves and the upper ones by themselves overflow nothing for 2³¹ elements.
  var (low, high): (UInt64, Int64) = (0, 0)
  for value in values {
    low &+= UInt64(UInt32(truncatingIfNeeded: value))
    high &+= value &>> 32
  }
  return Int128(high) << 32 + Int128(low)
}
