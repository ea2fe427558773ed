/// The events of one unit that can fill a slot or spoil a hop, in time order.
///
/// Events with equal times form an *instant*; within it any order counts as in order.
struct UnitEvents {
  /// The number of events.
  private(set) var count = 0
  /// The time of each event.
  private(set) var times: [Int64] = []
  /// The slots each event may fill.
  private(set) var masks: [UInt64] = []
  /// After how many filled slots each event spoils the hop under way, as bits; empty when none can.
  private(set) var spoils: [HopSpoilers.Bits] = []
  /// Whether exclusions spoil hops, or only what breaks a strict funnel.
  var ignoresExclusions = false
  /// The store's row of each event.
  private(set) var rows: [UInt32] = []
  /// Whether every event is an instant of its own, in file order.
  var separatesTies = false

  /// Where the events lie that fill each slot; call ``index()`` first.
  private(set) var fills = EventIndex()
  /// Where the events lie that are excluded from each hop; call ``index()`` first.
  private(set) var excluded = EventIndex()
  /// Where the events lie that break each hop of a strict funnel; call ``index()`` first.
  private(set) var breaking = EventIndex()
  private var isIndexed = false

  /// Forgets the events but keeps the memory.
  @inline(__always)
  mutating func removeAll() {
    count = 0
    isIndexed = false
  }

  /// Makes ``fills``, ``excluded`` and ``breaking`` tell where events are, unless they do.
  ///
  /// - Complexity: O(events × slots) the first time.
  mutating func index() {
    if isIndexed { return }
    isIndexed = true
    fills.removeAll()
    excluded.removeAll()
    breaking.removeAll()
    for position in 0..<count {
      fills.append(masks[position] & ~AnyOrderSearch.barred, at: position)
    }
    if spoils.isEmpty { return }
    for position in 0..<count {
      excluded.append(spoils[position].excluded, at: position)
      breaking.append(spoils[position].breaking, at: position)
    }
  }

  /// Returns the start of the first instant, from the start of one on, with an event that can fill
  /// a slot, or this start itself when the events have no index.
  ///
  /// A caller that looks whether an instant fills the slot only takes longer without one: it passes
  /// the instants between, which do not, one by one.
  @inline(__always)
  func instant(filling slot: Int, from start: Int) -> Int {
    guard isIndexed else { return start }
    guard let next = fills.first(1 << UInt64(slot), from: start) else { return count }
    return separatesTies ? next : firstPosition(at: times[next])
  }

  /// Adds the next event in time order.
  @inline(__always)
  mutating func append(time: Int64, mask: UInt64, row: Int) {
    if count == times.count { grow() }
    times[count] = time
    masks[count] = mask
    rows[count] = UInt32(truncatingIfNeeded: row)
    count &+= 1
  }

  /// Adds the next event in time order, which may spoil hops.
  @inline(__always)
  mutating func append(time: Int64, mask: UInt64, spoils spoiled: HopSpoilers.Bits, row: Int) {
    append(time: time, mask: mask, row: row)
    if spoils.count < times.count {
      spoils.append(contentsOf: repeatElement(.none, count: times.count - spoils.count))
    }
    spoils[count &- 1] = spoiled
  }

  private mutating func grow() {
    let added = max(64, count)
    times.append(contentsOf: repeatElement(0, count: added))
    masks.append(contentsOf: repeatElement(0, count: added))
    rows.append(contentsOf: repeatElement(0, count: added))
  }

  /// Returns the end of the instant that starts at a position.
  ///
  /// This is the rule for ties: events of one instant count as in order, and what is an instant is
  /// decided here and by ``instantStart(before:)``. ``CompiledFunnel/rounded(_:)`` cuts times first.
  @inline(__always)
  func instantEnd(from start: Int) -> Int {
    var end = start &+ 1
    if separatesTies { return end }
    while end < count, times[end] == times[start] { end &+= 1 }
    return end
  }

  /// Returns the start of the instant that ends before a position.
  @inline(__always)
  func instantStart(before end: Int) -> Int {
    var start = end &- 1
    if separatesTies { return start }
    while start > 0, times[start &- 1] == times[end &- 1] { start &-= 1 }
    return start
  }

  /// Returns every slot some event of an instant may fill.
  @inline(__always)
  func union(of instant: Range<Int>) -> UInt64 {
    var union: UInt64 = 0
    for position in instant { union |= masks[position] }
    return union
  }

  /// Returns every hop some event of an instant spoils.
  @inline(__always)
  func spoiled(in instant: Range<Int>) -> UInt64 {
    var union: UInt64 = 0
    for position in instant { union |= spoiled(at: position) }
    return union
  }

  /// Returns every hop some event of an instant is excluded from.
  func excluded(in instant: Range<Int>) -> UInt64 {
    instant.reduce(0) { $0 | spoils[$1].excluded }
  }

  /// Returns every hop an event spoils.
  @inline(__always)
  func spoiled(at position: Int) -> UInt64 {
    ignoresExclusions ? spoils[position].breaking : spoils[position].all
  }

  /// Returns the position of a store's row, which must be among the events.
  ///
  /// - Complexity: O(log events).
  func position(ofRow row: UInt32) -> Int {
    (0..<count).partitioningIndex { rows[$0] >= row }
  }

  /// Returns the first position whose time is not before a time.
  ///
  /// - Complexity: O(log events).
  func firstPosition(at time: Int64) -> Int { firstPosition { $0 >= time } }

  /// Returns the first position whose time is after a time.
  ///
  /// - Complexity: O(log events).
  func firstPosition(after time: Int64) -> Int { firstPosition { $0 > time } }

  /// Returns the first position that lies later after a time than a window allows.
  ///
  /// - Complexity: O(log events).
  func end(ofWindow window: Int64, from time: Int64) -> Int {
    firstPosition { $0 > time && elapsed(from: time, to: $0) > window }
  }

  private func firstPosition(where holds: (Int64) -> Bool) -> Int {
    (0..<count).partitioningIndex { holds(times[$0]) }
  }
}
