/// Where each row of reading stands in a store: units one after the other, in time order each.
///
/// A counting sort by unit that keeps the order of reading, in several groups of consecutive rows
/// at once; then only the units whose rows are out of time order are sorted.
struct UnitLayout: Sendable {
  /// The first row of each unit, followed by the number of rows.
  let starts: [Int]
  /// The place of each row of reading before units are brought into time order.
  let places: [UInt32]
  /// The times in the order of the store.
  let times: [Int64]
  private let moves: [Moves]

  /// Rows of units whose events did not come in time order.
  fileprivate struct Moves: Sendable {
    var units: [Range<Int>] = []
    /// For each row of these units in the order of the store, the place it has before.
    var sources: [UInt32] = []
  }

  /// Lays out the rows of batches.
  ///
  /// - Complexity: O(rows + units × groups), plus sorting for units whose events came out of time
  ///   order.
  init(of batches: [RowBatch], unitCount: Int, groupCount: Int) {
    let groups = Self.groups(of: batches, count: groupCount)
    let total = batches.reduce(0) { $0 + $1.count }
    var counts = concurrently(groups.count) { group in
      var counts = Array(repeating: UInt32(0), count: unitCount)
      for piece in groups[group] {
        for unit in batches[piece.batch].unitCodes[piece.rows] { counts[Int(unit)] &+= 1 }
      }
      return counts
    }
    var starts = Array(repeating: 0, count: unitCount + 1)
    var next = 0
    for unit in 0..<unitCount {
      starts[unit] = next
      for group in counts.indices {
        let count = Int(counts[group][unit])
        counts[group][unit] = UInt32(next)
        next += count
      }
    }
    starts[unitCount] = next
    let firsts = counts
    counts = []
    var places: [UInt32] = []
    var times = SharedMemory<Int64>.array(count: total) { times in
      places = SharedMemory<UInt32>.array(count: total) { places in
        _ = concurrently(groups.count) { group in
          Self.place(groups[group], of: batches, from: firsts[group], places, times)
        }
      }
    }
    moves = Self.sort(&times, starts)
    (self.starts, self.places, self.times) = (starts, places, times)
  }

  /// Some rows of a batch, and how many rows come before the batch.
  private struct Piece: Sendable {
    var batch: Int
    var rows: Range<Int>
    var before: Int
  }

  /// Cuts all rows into groups of about equal size.
  private static func groups(of batches: [RowBatch], count: Int) -> [[Piece]] {
    let total = batches.reduce(0) { $0 + $1.count }
    return (0..<count).map { group in
      let wanted = total * group / count..<total * (group + 1) / count
      var before = 0
      var pieces: [Piece] = []
      for (index, batch) in batches.enumerated() {
        let rows = wanted.clamped(to: before..<before + batch.count)
        if !rows.isEmpty {
          let local = rows.lowerBound - before..<rows.upperBound - before
          pieces.append(Piece(batch: index, rows: local, before: before))
        }
        before += batch.count
      }
      return pieces
    }
  }

  private static func place(
    _ pieces: [Piece], of batches: [RowBatch], from firsts: [UInt32],
    _ places: SharedMemory<UInt32>, _ times: SharedMemory<Int64>
  ) {
    var next = firsts
    next.withUnsafeMutableBufferPointer { next in
      for piece in pieces {
        let batch = batches[piece.batch]
        batch.unitCodes.withUnsafeBufferPointer { units in
          batch.times.withUnsafeBufferPointer { batchTimes in
            for row in piece.rows {
              let unit = Int(units[row])
              let place = next[unit]
              next[unit] = place &+ 1
              places.base[piece.before &+ row] = place
              times.base[Int(place)] = batchTimes[row]
            }
          }
        }
      }
    }
  }
}

extension UnitLayout {
  /// Brings the rows of units that are out of time order into it, and tells which these are.
  private static func sort(_ times: inout [Int64], _ starts: [Int]) -> [Moves] {
    let unitCount = starts.count - 1
    let parts = max(1, min(64, unitCount / 1024))
    return times.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return [] }
      let times = SharedMemory(base: base)
      return concurrently(parts) { part in
        var moves = Moves()
        for unit in unitCount * part / parts..<unitCount * (part + 1) / parts {
          let rows = starts[unit]..<starts[unit + 1]
          if !isSorted(times.base, rows) { moves.sort(rows, times.base) }
        }
        return moves
      }
    }
  }

  private static func isSorted(_ times: UnsafeMutablePointer<Int64>, _ rows: Range<Int>) -> Bool {
    var last = Int64.min
    for row in rows {
      let time = times[row]
      if time < last { return false }
      last = time
    }
    return true
  }

  /// Brings values that were put to the places of their rows into the order of the store.
  ///
  /// - Complexity: O(rows of units out of time order).
  func reorder<Value: BitwiseCopyable>(_ values: UnsafeMutablePointer<Value>) {
    var moved: [Value] = []
    for part in moves {
      var next = 0
      for rows in part.units {
        moved.removeAll(keepingCapacity: true)
        for source in part.sources[next..<next + rows.count] { moved.append(values[Int(source)]) }
        for (row, value) in zip(rows, moved) { values[row] = value }
        next += rows.count
      }
    }
  }
}

extension UnitLayout.Moves {
  fileprivate mutating func sort(_ rows: Range<Int>, _ times: UnsafeMutablePointer<Int64>) {
    // The place as second key keeps the order of reading whatever the sort does with ties.
    let order = rows.map { (time: times[$0], place: UInt32($0)) }
      .sorted { ($0.time, $0.place) < ($1.time, $1.place) }
    units.append(rows)
    for (row, moved) in zip(rows, order) {
      times[row] = moved.time
      sources.append(moved.place)
    }
  }
}
