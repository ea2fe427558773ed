internal import Synchronization

/// The events of each unit, cut by their values in the columns of a breakdown.
///
/// A *run* is the events of one unit with one combination of values, in their order: what the funnel
/// is run on where every value counts by itself.
struct UnitRuns: Sendable {
  /// Where each run starts in ``rows``, and the end.
  let starts: SharedArray<Int>
  /// The store's rows, run after run.
  let rows: SharedArray<UInt32>
  /// The unit of each run, ascending.
  let units: SharedArray<UInt32>
  /// The number of each run's combination of values, ascending among the runs of a unit.
  let values: SharedArray<UInt32>
  /// How many combinations of values there are.
  let valueCount: Int

  /// The number of runs.
  var count: Int { units.count }

  /// The number of units that are cut at a time.
  private static let stretch = 1 << 12

  /// Cuts the units of a store, on all cores.
  ///
  /// - Throws: `CancellationError` soon after `isCancelled` returns true.
  /// - Complexity: O(events log events of a unit).
  init(
    of store: EventStore, by split: RowSplit,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(CancellationError) {
    valueCount = split.values.count
    let stopped = Atomic<Bool>(false)
    let pieceCount = (store.unitCount + Self.stretch - 1) / Self.stretch
    var pieces: [Piece] = []
    rows = SharedArray(count: store.eventCount) { rows in
      pieces = concurrently(pieceCount) { number in
        let first = number * Self.stretch
        if stopped.load(ordering: .relaxed) { return Piece() }
        if isCancelled() { stopped.store(true, ordering: .relaxed) }
        return Piece(first..<min(first + Self.stretch, store.unitCount), store, split.codes, rows)
      }
    }
    if stopped.load(ordering: .relaxed) { throw CancellationError() }
    var places = [0]
    for piece in pieces { places.append(places[places.count - 1] + piece.units.count) }
    let count = places[pieceCount]
    let (cut, firsts) = (pieces, places)
    units = SharedArray(count: count) { units in
      _ = concurrently(pieceCount) { units.copy(cut[$0].units, to: firsts[$0]) }
    }
    values = SharedArray(count: count) { values in
      _ = concurrently(pieceCount) { values.copy(cut[$0].values, to: firsts[$0]) }
    }
    starts = SharedArray(count: count + 1) { starts in
      _ = concurrently(pieceCount) { starts.copy(cut[$0].starts, to: firsts[$0]) }
      starts.base[count] = store.eventCount
    }
  }

  /// The runs of some units.
  private struct Piece: Sendable {
    var starts: [Int] = []
    var units: [UInt32] = []
    var values: [UInt32] = []

    init() {}

    init(
      _ range: Range<Int>, _ store: EventStore, _ codes: SharedArray<UInt32>,
      _ rows: SharedMemory<UInt32>
    ) {
      starts.reserveCapacity(range.count)
      units.reserveCapacity(range.count)
      values.reserveCapacity(range.count)
      var keys: [UInt64] = []
      codes.withUnsafeBufferPointer { codes in
        store.unitStarts.withUnsafeBufferPointer { unitStarts in
          for unit in range {
            let events = unitStarts[unit]..<unitStarts[unit &+ 1]
            guard let first = events.first else { continue }
            if events.allSatisfy({ codes[$0] == codes[first] }) {
              for row in events { rows.base[row] = UInt32(truncatingIfNeeded: row) }
              append(unit, codes[first], first)
            } else {
              sort(events, of: unit, codes, &keys, rows)
            }
          }
        }
      }
    }

    private mutating func append(_ unit: Int, _ value: UInt32, _ start: Int) {
      starts.append(start)
      units.append(UInt32(truncatingIfNeeded: unit))
      values.append(value)
    }

    /// Sorts the rows of a unit by value; those of one value keep their order.
    private mutating func sort(
      _ events: Range<Int>, of unit: Int, _ codes: UnsafeBufferPointer<UInt32>,
      _ keys: inout [UInt64], _ rows: SharedMemory<UInt32>
    ) {
      keys.removeAll(keepingCapacity: true)
      for row in events {
        keys.append(UInt64(codes[row]) &<< 32 | UInt64(truncatingIfNeeded: row))
      }
      keys.withUnsafeMutableBufferPointer { keys in
        // Most units have few events, many of them in order.
        if keys.count > 64 {
          keys.sort()
        } else {
          for place in 1..<keys.count {
            let key = keys[place]
            var free = place
            while free > 0, keys[free &- 1] > key {
              keys[free] = keys[free &- 1]
              free &-= 1
            }
            keys[free] = key
          }
        }
      }
      var before: UInt32?
      for (place, key) in keys.enumerated() {
        let value = UInt32(truncatingIfNeeded: key &>> 32)
        rows.base[events.lowerBound &+ place] = UInt32(truncatingIfNeeded: key)
        if value != before { append(unit, value, events.lowerBound &+ place) }
        before = value
      }
    }
  }
}

extension SharedMemory {
  /// Copies elements to their place.
  fileprivate func copy(_ elements: [Element], to place: Int) {
    elements.withUnsafeBufferPointer { elements in
      guard let base = elements.baseAddress else { return }
      (self.base + place).update(from: base, count: elements.count)
    }
  }
}
