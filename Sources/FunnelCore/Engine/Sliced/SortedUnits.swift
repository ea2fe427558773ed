internal import CKernels

/// The units of one stretch of a ``SlicedLayout``, sorted by their number of events, the longest first.
struct SortedUnits: Sendable {
  var range: Range<Int>
  /// How many of them are in blocks.
  private(set) var unitCount = 0
  /// The number of rows of each block.
  private(set) var rowCounts: [UInt16] = []
  private(set) var longUnits: [UInt32] = []
  /// Whether they lay sorted.
  private(set) var isInOrder = false
  /// How many of them have more events than a number, for each number up to the most events.
  private(set) var longer: [UInt32]

  /// The number of events of each unit; of a unit that is too long for a block, the least such number.
  private typealias Lengths = UnsafeMutablePointer<UInt16>

  /// Sorts neighbouring units, and sets the places of those that do not lie sorted; `room` is that of all
  /// units.
  ///
  /// Runs are sorted by value where they are of equal length.
  ///
  /// - Returns: One stretch, or several where they lie sorted already.
  static func sort(
    _ units: Range<Int>, _ starts: SharedArray<Int>, _ runs: UnitRuns?,
    into room: SharedMemory<UInt16>
  ) -> [SortedUnits] {
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: units.count) { lengths in
      guard let lengths = lengths.baseAddress else { return [] }
      let ranges = sortedRanges(of: units, starts, into: lengths)
      if let order = runs.flatMap({ $0.sortedByValue(units) }) {
        return [SortedUnits(units, lengths, order, into: room.base + units.lowerBound)]
      }
      if ranges.isEmpty {
        return [SortedUnits(units, lengths, units, into: room.base + units.lowerBound)]
      }
      return ranges.map {
        SortedUnits(inOrder: $0, lengths + ($0.lowerBound - units.lowerBound))
      }
    }
  }

  /// Finds the lengths of units and cuts where one has more events than the one before; returns none where
  /// that would leave few at a time on average.
  private static func sortedRanges(
    of units: Range<Int>, _ starts: SharedArray<Int>, into lengths: Lengths
  ) -> [Range<Int>] {
    let most = units.count / SlicedLayout.fewestSorted
    var rises = Array(repeating: UInt32(0), count: max(1, most))
    let count = starts.withUnsafeBufferPointer { starts in
      guard let first = starts.baseAddress.map({ $0 + units.lowerBound }) else { return 0 }
      return first.withMemoryRebound(to: Int64.self, capacity: units.count + 1) {
        unit_lengths(
          KernelForm.bestForLanes.form, $0, units.count, UInt16(SlicedLayout.lengthCount), lengths,
          &rises, rises.count)
      }
    }
    if count > 0, count >= most { return [] }
    let cuts = rises.prefix(count).map { units.lowerBound + Int($0) }
    return zip([units.lowerBound] + cuts, cuts + [units.upperBound]).map { $0..<$1 }
  }

  /// Sorts units; those of equal length are put in the order in which `order` has them.
  private init(
    _ range: Range<Int>, _ lengths: Lengths, _ order: some Sequence<Int>,
    into sorted: UnsafeMutablePointer<UInt16>
  ) {
    self.range = range
    let lengthCount = SlicedLayout.lengthCount
    longer = Array(repeating: 0, count: lengthCount)
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: lengthCount + 1) { places in
      places.initialize(repeating: 0)
      for unit in range {
        let length = Int(lengths[unit &- range.lowerBound])
        places[length] &+= 1
        if length == lengthCount { longUnits.append(UInt32(unit)) }
      }
      // Units without events are in no block.
      var total: UInt32 = 0
      for length in (1..<lengthCount).reversed() {
        longer[length] = total
        total &+= places[length]
        places[length] = longer[length]
      }
      longer[0] = total
      unitCount = Int(total)
      for unit in order {
        let place = unit &- range.lowerBound
        let length = Int(lengths[place])
        if length == 0 || length == lengthCount { continue }
        sorted[Int(places[length])] = UInt16(truncatingIfNeeded: place)
        places[length] &+= 1
      }
    }
    rowCounts = stride(from: 0, to: unitCount, by: 64).map { lengths[Int(sorted[$0])] }
  }

  /// Takes units that are sorted already.
  private init(inOrder range: Range<Int>, _ lengths: Lengths) {
    self.range = range
    let lengths = UnsafeMutableBufferPointer(start: lengths, count: range.count)
    func count(longerThan length: Int) -> Int {
      (0..<range.count).partitioningIndex { lengths[$0] <= length }
    }
    let first = count(longerThan: SlicedLayout.lengthCount - 1)
    longUnits = (0..<first).map { UInt32(range.lowerBound + $0) }
    var next = first
    longer = Array(repeating: 0, count: first < range.count ? Int(lengths[first]) : 0)
    // From the most events down, to search only where units have so many.
    for length in longer.indices.reversed() {
      if next < range.count, lengths[next] > length { next = count(longerThan: length) }
      longer[length] = UInt32(next - first)
    }
    unitCount = next - first
    isInOrder = true
    rowCounts = stride(from: first, to: next, by: 64).map { lengths[$0] }
  }
}

extension UnitRuns {
  /// Returns some runs sorted by value, those of one value in their order; nil where there are more
  /// values than are told apart in blocks.
  fileprivate func sortedByValue(_ range: Range<Int>) -> [Int]? {
    guard valueCount <= SlicedShares.groupLimit else { return nil }
    var places = Array(repeating: 0, count: valueCount + 1)
    for run in range { places[Int(values[run]) + 1] += 1 }
    for value in 0..<valueCount { places[value + 1] += places[value] }
    var sorted = Array(repeating: 0, count: range.count)
    for run in range {
      let value = Int(values[run])
      sorted[places[value]] = run
      places[value] += 1
    }
    return sorted
  }
}
