internal import CKernels

extension SlicedEvents {
  /// Finds what became of every unit, on all cores; nil when cancelled.
  ///
  /// The question must be one whose reported chains blocks tell.
  ///
  /// - Complexity: O(events × slots / 64 + units) and what is searched again in the store.
  func outcomes(
    _ question: SlicedQuestion, _ funnel: CompiledFunnel, kernel: KernelForm = .bestForSlices,
    isCancelled: @escaping @Sendable () -> Bool
  ) -> Outcomes? {
    memory.places.withPlaces(unitCount, events: store.eventCount) { places in
      let found = concurrently(stretches.count) { number -> SlicedStretchSearch.Found? in
        var search = SlicedStretchSearch(self, question, funnel, places, isCancelled)
        return search.search(stretches[number], kernel)
      }
      var parts: [SlicedStretchSearch.Found] = []
      for part in found {
        guard let part else { return nil }
        parts.append(part)
      }
      return Outcomes(joining: parts, of: self, places)
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
  }

  private let sliced: SlicedEvents
  private let question: SlicedQuestion
  private let places: SlicedPlaces
  private var search: UnitSearch
  private let room = SlicedRoom()

  init(
    _ sliced: SlicedEvents, _ question: SlicedQuestion, _ funnel: CompiledFunnel,
    _ places: SlicedPlaces, _ isCancelled: @escaping @Sendable () -> Bool
  ) {
    self.sliced = sliced
    self.question = question
    self.places = places
    search = UnitSearch(funnel, isCancelled: isCancelled)
  }

  /// Searches the units of a stretch; nil when cancelled.
  mutating func search(_ stretch: SlicedEvents.Stretch, _ kernel: KernelForm) -> Found? {
    var places = places.places(of: stretch.units)
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
    var entrantCount = 0
    var rowCount = part.rows.count
    for place in 0..<stretch.units.count {
      let depth = places.depths[place]
      entrantCount &+= depth == 0 ? 0 : 1
      rowCount &+= depth == Self.unsure ? 0 : Int(depth)
    }
    return Found(
      units: stretch.units, entrantCount: entrantCount, rowCount: rowCount, searched: part)
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
          for number in stretch.blocks {
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
