internal import CKernels

extension SlicedEvents {
  /// Finds what became of every unit, on all cores; nil when cancelled.
  ///
  /// The question must be one whose reported chains blocks tell.
  ///
  /// - Complexity: O(events × slots / 64 + units) and what is searched again in the store.
  func outcomes(
    _ question: SlicedQuestion, _ funnel: CompiledFunnel, kernel: KernelForm = .bestForLanes,
    isCancelled: @escaping @Sendable () -> Bool
  ) -> Outcomes? {
    let order = StretchOrder(count: stretches.count)
    return Outcomes(of: self, steps: Int(question.steps.count)) { joining in
      let left = concurrently(min(stretches.count, Parallelism.threadCount)) { _ in
        var search = SlicedStretchSearch(self, question, funnel, isCancelled)
        return search.searchAll(order, kernel, joining)
      }
      if order.isCancelled { return nil }
      let last = Array(left.joined())
      _ = concurrently(last.count) { joining.put(last[$0].found, as: last[$0].number, order) }
      return order.end
    }
  }
}

/// Finds what became of the units of one stretch after the other.
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
  private let question: SlicedQuestion
  private var search: UnitSearch
  private let room = SlicedRoom()
  /// What will be counted of a stretch, if anything.
  private let counts: TallyCounts?

  init(
    _ sliced: SlicedEvents, _ question: SlicedQuestion, _ funnel: CompiledFunnel,
    counts: TallyCounts? = nil,
    _ isCancelled: @escaping @Sendable () -> Bool
  ) {
    self.sliced = sliced
    self.question = question
    self.counts = counts
    search = UnitSearch(funnel, isCancelled: isCancelled)
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
  mutating func search(_ stretch: SlicedEvents.Stretch, _ kernel: KernelForm) -> Found? {
    let kept = sliced.memory.places.take(stretch.units.count)
    var places = kept.places
    places.depths.update(repeating: 0, count: stretch.units.count)
    var unsure = Array(sliced.longUnits[stretch.longUnits])
    for unit in unsure { places.depths[Int(unit) - stretch.units.lowerBound] = Self.unsure }
    sliced.withRows(for: question) { rows in
      search(stretch, kernel, rows, &places, &unsure)
    }
    if search.isCancelled { return nil }
    // What blocks say about units that have moved is no longer true.
    for unit in sliced.longUnits[stretch.longUnits] {
      places.depths[Int(unit) - stretch.units.lowerBound] = Self.unsure
    }
    unsure.sort()
    let part = searchInStore(unsure, places.depths - stretch.units.lowerBound)
    if search.isCancelled { return nil }
    var rowCount = 0
    let entrantCount = sliced_total(places.depths, stretch.units.count, &rowCount)
    return Found(
      units: stretch.units, entrantCount: entrantCount, rowCount: rowCount + part.rows.count,
      searched: part, places: kept)
  }

  private static let unsure = UInt8(SLICED_UNSURE)

  private mutating func search(
    _ stretch: SlicedEvents.Stretch, _ kernel: KernelForm, _ rows: SlicedRows,
    _ places: inout sliced_places, _ unsure: inout [UInt32]
  ) {
    let form = kernel.form
    withUnsafePointer(to: question.kernel) { kernel in
      withUnsafePointer(to: question.steps) { steps in
        sliced.units.withUnsafeBufferPointer { units in
          let rowsOfUnits =
            sliced.starts[stretch.units.lowerBound]..<sliced.starts[stretch.units.upperBound]
          for number in stretch.blocks {
            counts?.bringNear(
              rowsOfUnits.part(number - stretch.blocks.lowerBound, of: stretch.blocks.count))
            let block = sliced.blocks[number]
            let slots = question.slots(in: block)
            if slots == 0 { continue }
            question.fills.look(up: rows, of: block, form, into: room.fills)
            var again = sliced_outcomes(
              form, kernel, steps, Int32(slots), room.fills, rows.times(of: block),
              rows.ties(of: block), block.rowCount, room.entering, room.outcomes)
            guard let units = units.baseAddress.map({ $0 + block.firstUnit }) else { return }
            sliced_put(room.outcomes, units, block.unitCount, stretch.units.lowerBound, &places)
            if !sliced.movedLanes.isEmpty { again &= ~sliced.movedLanes[number] }
            while again != 0 {
              unsure.append(units[again.trailingZeroBitCount])
              again &= again &- 1
            }
            if search.pulse.isCancelled(after: block.rowCount &* 12) { return }
          }
        }
      }
    }
  }

  /// Searches units in the store, ascending; those that did not enter get that depth.
  private mutating func searchInStore(
    _ units: [UInt32], _ depths: UnsafeMutablePointer<UInt8>
  ) -> Outcomes.Part {
    var part = Outcomes.Part()
    for unit in units {
      let count = sliced.load(Int(unit), into: &search)
      let before = part.units.count
      if search.events.count > 0 { search.search(unit: Int(unit), of: sliced.store, into: &part) }
      if part.units.count == before { depths[Int(unit)] = 0 }
      if search.pulse.isCancelled(after: count) { break }
    }
    return part
  }
}
