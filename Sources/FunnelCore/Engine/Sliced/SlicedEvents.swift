internal import CKernels
internal import Synchronization

/// The events of a store once more, in the form in which counts are found fastest.
///
/// Units of about the same number of events lie side by side, 64 to a *block*: row j of a block
/// holds the j-th event of each, its code in one byte and its time in two, so that one instruction
/// advances many units. Times are rounded (``SlicedClock``); units whose answer could depend on that
/// are searched again in the store, so counts are exact. Units of many events stay in the store.
///
/// It takes about 3.4 bytes an event besides the store.
public struct SlicedEvents: Sendable {
  /// The store the events are from.
  public private(set) var store: EventStore
  /// What stands for units: those of the store where this is nil.
  let runs: UnitRuns?

  /// The most events of a unit that is part of a block.
  static let longestUnit = Int(SLICED_ROWS)
  /// The most event names; one code is left over for the places after the end of a unit.
  static let nameLimit = 255
  static let noEvent = UInt8.max

  let blocks: SharedArray<Block>
  /// All units, cut in stretches.
  private(set) var stretches: [Stretch]
  /// The units of the blocks.
  let units: BlockUnits
  /// The units with more events than blocks hold, and those whose events have moved since.
  private(set) var longUnits: [UInt32]
  /// The units of each block whose events have moved since; none where this is empty.
  private(set) var movedLanes: [UInt64] = []
  /// 64 event codes for each row.
  let codes: SharedArray<UInt8>
  /// 64 rounded times for each row.
  let times: SharedArray<UInt16>
  /// For each row which units have an event at exactly the time of their event before.
  let moments: SharedArray<UInt64>
  /// The same, but for moments with events of one kind only: in which order these stand never
  /// matters where kinds decide what an event may fill.
  let ties: SharedArray<UInt64>
  let clock: SlicedClock
  /// The values of runs by their blocks; nil without runs, and where there are too many values.
  let shares: SlicedShares?
  /// The earliest and the latest time in the blocks.
  let timeRange: ClosedRange<Int64>
  /// What is kept from one question to the next.
  private(set) var memory: EngineMemory

  /// Where the events of each unit of the blocks start, and the end.
  private(set) var starts: SharedArray<Int>
  /// The number of units.
  var unitCount: Int { max(0, starts.count - 1) }

  /// The latest time.
  private(set) var dataEnd: Timestamp

  /// The columns as they lie in a file, of which only the rows of units that are searched in the store are
  /// checked; nil where they lie in none.
  let spots: SpotChecks?

  /// Slices the events of a store on all cores, or returns nil where this form does not fit: without
  /// events, and with more than 255 event names.
  ///
  /// - Complexity: O(events).
  public init?(_ store: EventStore) {
    guard case .bytes(let codes) = store.eventCodes, store.eventNames.count <= Self.nameLimit,
      store.movedRows == nil, let range = store.timeRange
    else { return nil }
    self.init(
      store, nil, codes, times: range.lowerBound.rawValue...range.upperBound.rawValue,
      EngineMemory(store))
  }

  /// Slices the events of a store that was sliced before, each run of its units as a unit.
  ///
  /// - Throws: `CancellationError` soon after `isCancelled` returns true.
  /// - Complexity: O(events).
  init(
    _ sliced: SlicedEvents, by runs: UnitRuns,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(CancellationError) {
    guard case .bytes(let codes) = sliced.store.eventCodes else {
      preconditionFailure("events were sliced that cannot be")
    }
    let stopped = Atomic<Bool>(false)
    self.init(
      sliced.store, runs, codes, times: sliced.timeRange, EngineMemory(sliced.store),
      goesOn: {
        if isCancelled() { stopped.store(true, ordering: .relaxed) }
        return !stopped.load(ordering: .relaxed)
      })
    if stopped.load(ordering: .relaxed) { throw CancellationError() }
  }

  private init(
    _ store: EventStore, _ runs: UnitRuns?, _ storeCodes: SharedArray<UInt8>,
    times span: ClosedRange<Int64>, _ memory: EngineMemory,
    goesOn: @Sendable () -> Bool = { true }
  ) {
    let clock = SlicedClock(span)
    let layout = SlicedLayout(runs?.starts ?? store.unitStarts, of: runs)
    let rows = layout.rowCount
    var times: SharedArray<UInt16> = []
    var moments: SharedArray<UInt64> = []
    var ties: SharedArray<UInt64> = []
    var told: [(events: UInt64, longest: UInt16)] = []
    let codes = SharedArray<UInt8>(count: rows * 64) { codes in
      times = SharedArray(count: rows * 64) { times in
        moments = SharedArray(count: rows) { moments in
          ties = SharedArray(count: rows) { ties in
            let filling = SlicedFilling(
              layout: layout, starts: runs?.starts ?? store.unitStarts, order: runs?.rows,
              storeTimes: store.times, storeCodes: storeCodes, clock: clock, codes: codes,
              times: times, moments: moments, ties: ties)
            told = concurrently((layout.blocks.count + 255) / 256) { part in
              goesOn()
                ? layout.blocks.dropFirst(part * 256).prefix(256).map { filling.fill($0) } : []
            }.flatMap { $0 }
          }
        }
      }
    }
    // After filling was cancelled this is worth nothing, as all else.
    let arrays = KeptSlices.Arrays(
      codes: codes, times: times, moments: moments, ties: ties,
      events: SharedArray(told.map(\.events)), longest: SharedArray(told.map(\.longest)),
      span: [span.lowerBound, span.upperBound])
    self.init(store, runs, layout, layout.blocks(telling: arrays), memory, arrays, spots: nil)
  }

  /// Takes sliced events as they lie in a file with a store, where they were checked; the layout knows the
  /// events of blocks from there.
  init(_ store: EventStore, _ layout: SlicedLayout, _ arrays: KeptSlices.Arrays) {
    self.init(
      store, nil, layout, layout.blocks, EngineMemory(store), arrays, spots: SpotChecks(store))
  }

  private init(
    _ store: EventStore, _ runs: UnitRuns?, _ layout: SlicedLayout, _ blocks: SharedArray<Block>,
    _ memory: EngineMemory, _ arrays: KeptSlices.Arrays, spots: SpotChecks?
  ) {
    self.store = store
    self.runs = runs
    self.memory = memory
    self.spots = spots
    self.blocks = blocks
    shares = runs.flatMap { SlicedShares(blocks, of: layout.units, $0) }
    units = layout.units
    longUnits = layout.longUnits
    stretches = layout.stretches
    (codes, times) = (arrays.codes, arrays.times)
    (moments, ties) = (arrays.moments, arrays.ties)
    let span = arrays.span[0]...arrays.span[1]
    clock = SlicedClock(span)
    timeRange = span
    starts = runs?.starts ?? store.unitStarts
    dataEnd = Timestamp(rawValue: span.upperBound)
  }

  /// The arrays that cannot be told from the units alone.
  var arrays: KeptSlices.Arrays {
    KeptSlices.Arrays(
      codes: codes, times: times, moments: moments, ties: ties,
      events: SharedArray(blocks.map(\.events)), longest: SharedArray(blocks.map(\.longest)),
      span: [timeRange.lowerBound, timeRange.upperBound])
  }

  /// Returns the same blocks for a store that has more events behind those that were sliced; nil where
  /// it is not such a store.
  ///
  /// Units that have got events are searched in the store.
  ///
  /// - Complexity: O(units).
  public func grown(to newer: EventStore) -> SlicedEvents? {
    guard runs == nil, newer.continues(store), case .bytes = newer.eventCodes,
      newer.eventNames.count <= Self.nameLimit, let range = newer.timeRange
    else { return nil }
    var grown = self
    let known = starts.count - 1
    let sliced = unitRowsEnd
    let moved = newer.units(movedBehind: sliced, unitCount: known)
    var isMoved = Array(repeating: false, count: newer.unitCount)
    for unit in moved { isMoved[Int(unit)] = true }
    grown.movedLanes = blocks.map { block in
      (0..<block.unitCount).reduce(into: UInt64(0)) { lanes, lane in
        if isMoved[units[block, lane]] { lanes |= 1 << UInt64(lane) }
      }
    }
    grown.longUnits = []
    var next = moved.startIndex
    for index in grown.stretches.indices {
      let first = grown.longUnits.count
      let stretch = grown.stretches[index]
      grown.longUnits += longUnits[stretch.longUnits].filter { !isMoved[Int($0)] }
      while next < moved.endIndex, Int(moved[next]) < stretch.units.upperBound {
        grown.longUnits.append(moved[next])
        next += 1
      }
      grown.stretches[index].longUnits = first..<grown.longUnits.count
    }
    grown.stretches.append(
      Stretch(
        blocks: blocks.count..<blocks.count, units: known..<newer.unitCount,
        longUnits: grown.longUnits.count..<grown.longUnits.count + moved[next...].count))
    grown.longUnits += moved[next...]
    // Units that came later have no rows among the sliced ones.
    grown.starts = SharedArray(
      [Int](starts) + Array(repeating: sliced, count: newer.unitCount - known))
    grown.store = newer
    grown.memory = memory.grown(to: newer)
    grown.dataEnd = range.upperBound
    return grown
  }

  /// The number of rows that were sliced.
  private var unitRowsEnd: Int { starts.last ?? 0 }
}
