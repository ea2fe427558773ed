/// The buckets that hold the elements at some places of the sorted values of groups.
///
/// Only the values of these are looked at: each such bucket of a group is a share of them.
struct BucketShares: Sendable {
  /// The elements of a bucket that hold some of the places of a group.
  private struct Share {
    var group: Int
    var bucket: Int
    /// Their places, ascending, among the elements of the bucket.
    var places: [Int]
    var elements: Range<Int>
  }

  private let groupCount: Int
  private var shares: [Share] = []
  /// By group and bucket the number of its share, from one; zero where there is none.
  private(set) var numbers: [UInt32]

  /// Finds where ascending places are among the sorted values of each group, given how many values each of
  /// the `width` buckets of each group has.
  ///
  /// - Complexity: O(groups × buckets).
  init(of places: [[Int]], counts: [UInt32], width: Int) {
    groupCount = places.count
    numbers = counts
    var shares: [Share] = []
    var found = 0
    numbers.withUnsafeMutableBufferPointer { numbers in
      for (group, places) in places.enumerated() {
        var (before, place) = (0, 0)
        for index in group &* width..<(group &+ 1) &* width where numbers[index] != 0 {
          let count = Int(numbers[index])
          numbers[index] = 0
          let first = place
          while place < places.count, places[place] < before &+ count { place += 1 }
          if place > first {
            shares.append(
              Share(
                group: group, bucket: index - group * width,
                places: places[first..<place].map { $0 - before }, elements: found..<found + count))
            numbers[index] = UInt32(shares.count)
            found += count
          }
          before &+= count
        }
      }
    }
    self.shares = shares
  }

  /// Makes a share of each of some buckets, ascending, of values of one group.
  init(ofBuckets buckets: [Int], counts: [UInt32]) {
    groupCount = 1
    numbers = Array(repeating: 0, count: counts.count)
    var found = 0
    for bucket in buckets {
      let count = Int(counts[bucket])
      shares.append(Share(group: 0, bucket: bucket, places: [], elements: found..<found + count))
      numbers[bucket] = UInt32(shares.count)
      found += count
    }
  }

  /// Where the values of each share begin when they lie one share after the other.
  var starts: [Int] { shares.map(\.elements.lowerBound) }

  /// The number of values in all shares.
  var elementCount: Int { shares.last?.elements.upperBound ?? 0 }

  /// The buckets of the shares.
  var buckets: [Int] { shares.map(\.bucket) }

  /// Returns the elements at the places of each group; `withValues` is asked for the values of one share
  /// after the other, in any order, by its number.
  func elements(
    _ withValues: (Int, (UnsafeBufferPointer<Int64>) -> [Int64]) -> [Int64]
  ) -> [[Int64]] {
    shares.enumerated().reduce(into: Array(repeating: [], count: groupCount)) { found, next in
      let (number, share) = next
      found[share.group] += withValues(number) {
        OrderStatistics.elements(at: share.places, ofNarrow: $0)
      }
    }
  }
}
