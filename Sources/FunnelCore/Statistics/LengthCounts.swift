/// Lengths of time counted by group and bucket, and added up.
struct LengthCounts: Sendable {
  let scale: LengthBuckets
  /// The number of lengths in each bucket of each group.
  private(set) var counts: [UInt32]
  /// The sum of each group's lengths, its lower 64 bits.
  private var sums: [Int64]

  /// Creates counts of no lengths yet.
  init(groupCount: Int, scale: LengthBuckets) {
    self.scale = scale
    counts = Array(repeating: 0, count: groupCount * scale.count)
    sums = Array(repeating: 0, count: groupCount)
  }

  /// Counts values.
  ///
  /// - Complexity: O(values + groups × buckets).
  init(_ values: some GroupedValues) {
    self.init(groupCount: values.groupCount, scale: LengthBuckets(groupCount: values.groupCount))
    let (scale, width) = (scale, scale.count)
    // An addition need not wait for the one before, which is often to the same sum.
    var odd = sums
    counts.withUnsafeMutableBufferPointer { counts in
      sums.withUnsafeMutableBufferPointer { even in
        odd.withUnsafeMutableBufferPointer { odd in
          @inline(__always)
          func count(_ index: Int, _ sums: UnsafeMutableBufferPointer<Int64>) {
            let group = values.group(at: index)
            counts[group &* width &+ values.bucket(at: index, of: scale)] &+= 1
            sums[group] &+= values.value(at: index)
          }
          var index = 0
          while index &+ 1 < values.count {
            count(index, even)
            count(index &+ 1, odd)
            index &+= 2
          }
          if index < values.count { count(index, even) }
        }
      }
    }
    for group in sums.indices { sums[group] &+= odd[group] }
  }

  /// Counts lengths of a group, and puts their buckets where `buckets` points to.
  @inline(__always)
  mutating func count(
    _ lengths: UnsafeBufferPointer<Int64>, in group: Int,
    buckets: UnsafeMutablePointer<UInt16>
  ) {
    let (scale, first) = (scale, group * scale.count)
    var sum: Int64 = 0
    counts.withUnsafeMutableBufferPointer { counts in
      for (index, length) in lengths.enumerated() {
        let bucket = scale.bucket(of: length)
        counts[first &+ bucket] &+= 1
        buckets[index] = UInt16(truncatingIfNeeded: bucket)
        sum &+= length
      }
    }
    sums[group] &+= sum
  }

  /// Adds the counts of other lengths in the same groups.
  mutating func add(_ other: LengthCounts) {
    precondition(counts.count == other.counts.count, "other groups")
    for place in counts.indices { counts[place] &+= other.counts[place] }
    for group in sums.indices { sums[group] &+= other.sums[group] }
  }

  /// Returns how many lengths of a group are in each bucket.
  func counts(of group: Int) -> ArraySlice<UInt32> {
    counts[group * scale.count..<(group + 1) * scale.count]
  }

  /// Returns the counts of one group by themselves.
  func only(_ group: Int) -> LengthCounts {
    var only = LengthCounts(groupCount: 0, scale: scale)
    (only.counts, only.sums) = (Array(counts(of: group)), [sums[group]])
    return only
  }

  /// Returns the exact sum of each group's lengths, `values` being those that were counted.
  ///
  /// `holdsNone` says that none is negative but for ``HopLengths/none``.
  ///
  /// - Complexity: O(groups × buckets), and O(values) where a sum may be beyond 64 bits.
  func exactSums(of values: some GroupedValues, holdsNone: Bool) -> [Int128] {
    let fit = sums.indices.allSatisfy { fits(counts(of: $0), holdsNone: holdsNone) }
    return fit ? sums.map { Int128($0) } : TimeSummary.exactSums(values)
  }

  /// Whether the sum of lengths that are in some buckets cannot be beyond 64 bits.
  private func fits(_ counts: ArraySlice<UInt32>, holdsNone: Bool) -> Bool {
    guard holdsNone || counts.first == 0 else { return false }
    guard let last = counts.lastIndex(where: { $0 != 0 }) else { return true }
    let bucket = last - counts.startIndex + 1
    let bound = bucket < scale.count ? scale.least(in: bucket) : .max
    let count = counts.reduce(Int64(0)) { $0 + Int64($1) }
    return !bound.multipliedReportingOverflow(by: count).overflow
  }
}
