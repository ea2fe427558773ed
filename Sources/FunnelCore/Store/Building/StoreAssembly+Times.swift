extension StoreAssembly.Group {
  /// Calls `body` with the time of each row, part after part, as ``forEachUnit(of:_:)`` does with the units.
  @inline(__always)
  func forEachTime(of parts: Range<Int>, _ body: (Int64) -> Void) {
    rows.forEachRun(of: parts) { run in
      let layout = rows.layouts[run.layout]
      let (size, timeEnd, clock) = (layout.size, layout.eventOffset, layout.clock)
      var record = UnsafeRawPointer(run.base)
      for _ in 0..<run.count {
        body(clock.time(endingAt: record + timeEnd))
        record += size
      }
    }
  }
}

extension Sequence<StoreAssembly.Group> {
  /// Calls `body` with each row of some parts, counted from zero through all groups, its unit, of which
  /// `numbers` has the row's, and its time.
  @inline(__always)
  func forEachRow(
    of parts: Range<Int>, _ numbers: UnsafeBufferPointer<UInt32>,
    _ body: (_ row: Int, _ unit: Int, _ time: Int64) -> Void
  ) {
    var row = 0
    for group in self {
      group.forEachTime(of: parts) { time in
        body(row, Int(numbers[row]), time)
        row &+= 1
      }
    }
  }
}
