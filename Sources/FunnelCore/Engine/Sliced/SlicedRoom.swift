internal import CKernels

/// Memory in which one thread works on one block after the other.
final class SlicedRoom {
  /// The slots that each event of a block may fill.
  let fills: UnsafeMutablePointer<UInt8>
  /// The same without the entries outside the range.
  let entering: UnsafeMutablePointer<UInt8>
  /// What became of the units of a block.
  let outcomes: UnsafeMutablePointer<sliced_outcomes>

  private static let size = SlicedEvents.longestUnit * Int(SLICED_LANES)

  init() {
    fills = .allocate(capacity: Self.size)
    entering = .allocate(capacity: Self.size)
    outcomes = .allocate(capacity: 1)
    fills.initialize(repeating: 0, count: Self.size)
    entering.initialize(repeating: 0, count: Self.size)
    outcomes.initialize(to: sliced_outcomes())
  }

  deinit {
    fills.deallocate()
    entering.deallocate()
    outcomes.deallocate()
  }
}

/// The rows of sliced events in memory, for as long as a call lasts.
struct SlicedRows {
  let codes: UnsafePointer<UInt8>
  let times: UnsafePointer<UInt16>
  /// Nil where the order of the file counts.
  var ties: UnsafePointer<UInt64>?

  /// The codes of a block.
  @inline(__always)
  func codes(of block: SlicedEvents.Block) -> UnsafePointer<UInt8> {
    codes + block.firstRow &* Int(SLICED_LANES)
  }

  /// Asks for the first times of a block that is searched next, which may be all that is looked at of them.
  @inline(__always)
  func bringNear(timesOf block: SlicedEvents.Block) {
    let first = times + block.firstRow &* Int(SLICED_LANES)
    bring_near(first)
    bring_near(first + Int(SLICED_LANES) / 2)
  }

  /// A block with the slots that its events may fill.
  @inline(__always)
  func block(_ block: SlicedEvents.Block, fills: UnsafeMutablePointer<UInt8>) -> sliced_block {
    sliced_block(
      fills: fills, times: times + block.firstRow &* Int(SLICED_LANES),
      ties: ties.map { $0 + block.firstRow }, rows: block.rowCount, longest: block.longest)
  }
}

extension SlicedEvents {
  /// Calls `body` with the rows as a question looks at them; without any rows it is not called.
  func withRows(for question: SlicedQuestion, _ body: (SlicedRows) -> Void) {
    // Where properties decide, events of one kind may differ too.
    withRows(ties: question.dependsOnProperties ? moments : ties) { rows in
      var rows = rows
      if question.usesFileOrder { rows.ties = nil }
      body(rows)
    }
  }

  /// Calls `body` with the rows, their ties as given.
  func withRows(ties: SharedArray<UInt64>, _ body: (SlicedRows) -> Void) {
    codes.withUnsafeBufferPointer { codes in
      times.withUnsafeBufferPointer { times in
        ties.withUnsafeBufferPointer { ties in
          guard let codes = codes.baseAddress, let times = times.baseAddress, blocks.count > 0
          else { return }
          body(SlicedRows(codes: codes, times: times, ties: ties.baseAddress))
        }
      }
    }
  }
}
