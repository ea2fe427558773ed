internal import CKernels

extension SlicedEvents {
  /// Counts all who enter and measures their hops, whole and by the values of columns, on all cores, in one
  /// pass over the blocks; nil where some hop has no length of the kind that was expected.
  ///
  /// The question must be one whose reported chains blocks tell, and `reach` what
  /// ``HopClock/reach(steps:)`` says.
  ///
  /// - Throws: `CancellationError` when it was cancelled.
  /// - Complexity: O(events × slots / 64 + entrants × (steps + columns)) and what is searched again in the
  ///   store.
  func tally(
    _ question: SlicedQuestion, _ funnel: CompiledFunnel, _ store: EventStore, reach: UInt32,
    by columns: [TalliedColumn], kernel: KernelForm = .bestForLanes,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws(CancellationError) -> SlicedTally? {
    let tables = TallyTable.tables(of: columns)
    let order = StretchOrder(count: stretches.count)
    let threads = max(1, min(stretches.count, Parallelism.threadCount))
    let steps = Int(question.steps.count)
    // No event is in two chains, nor twice in one; the whole way takes the place of the entry.
    let most = min(unitCount * steps, store.eventCount)
    var counted: [TallyCounts?] = []
    let pages = HopPages(lengths: most, threads: threads, tables: tables.count, steps: steps) {
      room in
      counted = concurrently(threads) { _ in
        store.times.withReading { reading in
          starts.withUnsafeBufferPointer { starts in
            guard let words = reading.words.baseAddress, let starts = starts.baseAddress else {
              return nil
            }
            let times = hop_times(
              words: words, count: reading.count, reach: reach, wraps: reading.form.extraBits > 0)
            let counts = TallyCounts(
              tables, stepCount: steps, times: times, pages: room.pages, form: kernel.form)
            var search = SlicedBlockSearch(self, question, funnel, isCancelled)
            var isRight = true
            while isRight, let number = order.takeNext() {
              let stretch = stretches[number]
              // What is told of rows is asked of the memory before it is needed.
              var near = starts[stretch.units.lowerBound]
              let end = starts[stretch.units.upperBound]
              let unsure = search.search(stretch, kernel) { found in
                let first = starts[units[found.block, 0]]
                // Blocks of units in any order begin anywhere.
                let next = min(first, near) + Self.rowsAhead
                let last = min(next, end)
                if last > near {
                  counts.bringNear(near..<last)
                  near = last
                }
                if isRight { isRight = counts.add(found, starts: starts) }
              }
              guard let unsure, let searched = search.searchInStore(unsure) else {
                order.cancel()
                return nil
              }
              isRight = isRight && counts.add(searched)
            }
            return isRight && counts.finish() ? counts : nil
          }
        }
      }
    }
    // What was pointed at lives until here.
    withExtendedLifetime(tables) {}
    if order.isCancelled { throw CancellationError() }
    if counted.contains(where: { $0 == nil }) { return nil }
    return SlicedTally(
      tables: tables, stepCount: steps, counts: counted.compactMap { $0 }, pages: pages,
      unit: store.times.form.unit)
  }

  /// How far ahead of a block's first row the memory is asked for what is told of rows.
  private static let rowsAhead = 1 << 12
}
