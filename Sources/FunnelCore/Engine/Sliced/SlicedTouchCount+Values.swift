extension SlicedTouchCount {
  /// Counts the units of a stretch by the values of a column, after it was found how far they got.
  mutating func count(_ stretch: SlicedEvents.Stretch, _ column: Int, _ rows: SlicedRows) {
    var own = TouchCounts(groups: 0, steps: 0)
    swap(&own, &counts[column])
    columns[column].values.withReading { values in
      let entries = UnsafePointer(places.entries)
      let touches = UnsafePointer(places.rows(ofColumn: column))
      let unreached = UInt64(columns[column].unreached)
      func entryCode(_ place: Int, _ start: Int, _ depth: Int) -> UInt64 {
        values.code(at: start &+ Int(entries[place]))
      }
      switch attribution {
      case .entry, .every:
        let missing = count(stretch, into: &own, code: entryCode)
        noteChains(stretch, missing: missing, values, rows, into: &own)
      case .step(let number):
        _ = count(stretch, into: &own) { place, start, depth in
          number <= depth ? values.code(at: start &+ Int(touches[place])) : unreached
        }
      case .first, .last:
        _ = count(stretch, into: &own) { place, start, _ in
          touches[place] == SlicedTouchPlaces.noRow
            ? 0 : values.code(at: start &+ Int(touches[place]))
        }
        var missing = 0
        forEachEntrant(of: stretch) { place, start, depth in
          missing &+= entryCode(place, start, depth) == 0 ? 1 : 0
        }
        noteChains(stretch, missing: missing, values, rows, into: &own)
      }
    }
    swap(&own, &counts[column])
  }

  /// Counts the units by the codes that `code` returns; returns how many have none.
  @inline(__always)
  private func count(
    _ stretch: SlicedEvents.Stretch, into counts: inout TouchCounts,
    code: (_ place: Int, _ start: Int, _ depth: Int) -> UInt64
  ) -> Int {
    let depthCount = counts.depthCount
    var missing = 0
    counts.withCells { cells in
      forEachEntrant(of: stretch) { place, start, depth in
        let code = Int(truncatingIfNeeded: code(place, start, depth))
        missing &+= code == 0 ? 1 : 0
        cells[code &* depthCount &+ depth] &+= 1
      }
    }
    return missing
  }

  /// Notes how many chains have a value, and how many of these not at the entry, where so many have none;
  /// where values are those of chains, these are counted by their later ones.
  private func noteChains(
    _ stretch: SlicedEvents.Stretch, missing: Int, _ values: SplitColumn.Reading,
    _ rows: SlicedRows, into counts: inout TouchCounts
  ) {
    var all = 0
    let depths = UnsafePointer(places.depths)
    for place in 0..<stretch.units.count { all &+= depths[place] == 0 ? 0 : 1 }
    counts.values.note(atEntry: all - missing, later: 0)
    if missing == 0 { return }
    let entries = UnsafePointer(places.entries)
    var isLacking = Array(repeating: false, count: stretch.units.count)
    forEachEntrant(of: stretch) { place, start, _ in
      isLacking[place] = values.code(at: start &+ Int(entries[place])) == 0
    }
    forEachLaterCode(of: stretch, isLacking, values, rows) { depth, code in
      counts.values.note(atEntry: 0, later: 1)
      if attribution == .entry { counts.move(depth: depth, from: 0, to: Int(code)) }
    }
  }

  /// Calls `body` with each unit of a stretch that entered: its place in the stretch, its first row in the
  /// store, and how far it got.
  @inline(__always)
  private func forEachEntrant(
    of stretch: SlicedEvents.Stretch, _ body: (_ place: Int, _ start: Int, _ depth: Int) -> Void
  ) {
    let first = stretch.units.lowerBound
    let depths = UnsafePointer(places.depths)
    sliced.starts.withUnsafeBufferPointer { starts in
      for place in 0..<stretch.units.count where depths[place] != 0 {
        body(place, starts[first &+ place], Int(depths[place]))
      }
    }
  }

  /// Calls `body` with the depth and the first code behind the entry of some units whose entry has none,
  /// where their chain has one.
  private func forEachLaterCode(
    of stretch: SlicedEvents.Stretch, _ isLacking: [Bool], _ values: SplitColumn.Reading,
    _ rows: SlicedRows, _ body: (_ depth: Int, _ code: UInt64) -> Void
  ) {
    let first = stretch.units.lowerBound
    for number in stretch.blocks {
      let block = sliced.blocks[number]
      let units = sliced.units.of(block)
      guard
        units.contains(where: { isLacking[$0 - first] && places.depths[$0 - first] > 1 }),
        entries.enter(block, rows) != nil
      else { continue }
      entries.follow(block)
      for (lane, unit) in units.enumerated() where isLacking[unit - first] {
        let depth = Int(places.depths[unit - first])
        for step in 1..<max(1, depth) {
          guard let rows = entries.chainRows(ofStep: step, in: block) else { break }
          let code = values.code(at: sliced.starts[unit] + Int(rows[lane]))
          if code == 0 { continue }
          body(depth, code)
          break
        }
      }
    }
  }

  /// Counts a unit by searching it in the store.
  mutating func countInStore(_ unit: Int) {
    let eventCount = sliced.load(unit, into: &search)
    var part = Outcomes.Part()
    if search.events.count > 0 { search.search(unit: unit, of: sliced.store, into: &part) }
    if let depth = part.depths.first {
      for column in columns.indices {
        let values = columns[column].values
        let chain = part.rows.map { Int(values.code(at: Int($0))) }
        let place = chain.firstIndex { $0 != 0 }
        counts[column].values.note(atEntry: place == 0 ? 1 : 0, later: place ?? 0 > 0 ? 1 : 0)
        counts[column].add(
          depth: Int(depth), to: group(of: unit, chain: chain, columns[column]))
      }
    }
    _ = search.pulse.isCancelled(after: eventCount)
  }

  /// Returns the group of a unit that was searched in the store, given the codes of its chain.
  private func group(of unit: Int, chain: [Int], _ column: CountedColumn) -> Int {
    let (store, funnel) = (sliced.store, search.funnel)
    func touches(_ row: Int) -> Bool {
      column.values.code(at: row) != 0 && funnel.counts(row, at: store.times[row])
        && funnel.fills.mask(code: store.eventCodes[row], row: row) != 0
    }
    let rows = store.rows(of: UnitIndex(rawValue: unit))
    switch attribution {
    case .entry, .every: return chain.first { $0 != 0 } ?? 0
    case .step(let number): return number <= chain.count ? chain[number - 1] : column.unreached
    case .first: return rows.first(where: touches).map { Int(column.values.code(at: $0)) } ?? 0
    case .last: return rows.last(where: touches).map { Int(column.values.code(at: $0)) } ?? 0
    }
  }
}
