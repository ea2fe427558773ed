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
