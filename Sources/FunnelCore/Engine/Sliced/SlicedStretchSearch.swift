internal import CKernels

/// Finds what became of the units of one stretch after the other, and puts it in their order.
struct SlicedStretchSearch {
  /// What was found in a stretch besides what is in its places.
  struct Found: Sendable {
    var units: Range<Int>
    /// How many units entered, and how many rows their chains have.
    var entrantCount: Int
    var rowCount: Int
    /// Those that were searched in the store.
    var searched: Outcomes.Part
    /// What was found of the others.
    var places: SlicedPlaces
  }

  private let sliced: SlicedEvents
  private var search: SlicedBlockSearch

  init(
    _ sliced: SlicedEvents, _ question: SlicedQuestion, _ funnel: CompiledFunnel,
    _ isCancelled: @escaping @Sendable () -> Bool
  ) {
    self.sliced = sliced
    search = SlicedBlockSearch(sliced, question, funnel, isCancelled)
  }

  /// Searches one stretch after the other, and puts what was found where it belongs as soon as that is
  /// known; returns those for which it is not when no stretch is left.
  mutating func searchAll(
    _ order: StretchOrder, _ kernel: KernelForm, _ joining: SlicedJoining
  ) -> [(number: Int, found: Found)] {
    var waiting: [(number: Int, found: Found)] = []
    while let number = order.takeNext() {
      guard let found = search(sliced.stretches[number], kernel) else {
        order.cancel()
        return []
      }
      order.tell(
        StretchOrder.Size(entrants: found.entrantCount, rows: found.rowCount), of: number)
      waiting.append((number, found))
      waiting.removeAll { joining.put($0.found, as: $0.number, order) }
    }
    return waiting
  }

  /// Searches the units of a stretch; nil when cancelled.
  private mutating func search(_ stretch: SlicedEvents.Stretch, _ kernel: KernelForm) -> Found? {
    let kept = sliced.memory.places.take(stretch.units.count)
    var places = kept.places
    places.depths.update(repeating: 0, count: stretch.units.count)
    let first = stretch.units.lowerBound
    let unsure = search.search(stretch, kernel) { found in
      sliced_put(found.outcomes, found.places, found.block.unitCount, &places)
    }
    guard let unsure, let part = search.searchInStore(unsure) else { return nil }
    // What blocks say about units that have moved is no longer true.
    for unit in unsure { places.depths[Int(unit) - first] = 0 }
    for unit in part.units { places.depths[Int(unit) - first] = UInt8(SLICED_UNSURE) }
    var rowCount = 0
    let entrantCount = sliced_total(places.depths, stretch.units.count, &rowCount)
    return Found(
      units: stretch.units, entrantCount: entrantCount, rowCount: rowCount + part.rows.count,
      searched: part, places: kept)
  }
}
