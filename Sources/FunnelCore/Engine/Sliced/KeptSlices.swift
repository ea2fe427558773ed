internal import CKernels

/// The sliced form of events as it lies in a file with their columns.
///
/// Where units lie in the blocks follows from the number of their events, so the file does not say it.
final class KeptSlices: Sendable {
  /// The arrays, as their sections have them.
  struct Arrays: Sendable {
    var codes: SharedArray<UInt8>
    var times: SharedArray<UInt16>
    var moments: SharedArray<UInt64>
    var ties: SharedArray<UInt64>
    var events: SharedArray<UInt64>
    var longest: SharedArray<UInt16>
    var span: SharedArray<Int64>
  }

  /// The sections.
  static let kinds: [StoreSection.Kind] = [
    .slicedCodes, .slicedTimes, .slicedMoments, .slicedTies, .slicedEvents,
    .slicedLongest, .slicedSpan,
  ]

  private let arrays: Arrays
  let check: ColumnCheck

  init(_ arrays: Arrays, check: ColumnCheck) { (self.arrays, self.check) = (arrays, check) }

  /// Returns the events of the store, sliced, after checking what lies in the file.
  ///
  /// - Complexity: O(events).
  func events(of store: EventStore) throws(StoreFault) -> SlicedEvents {
    guard store.eventNames.count <= SlicedEvents.nameLimit else {
      throw .unknownForm(.slicedCodes, column: 0)
    }
    let layout = SlicedLayout(store.unitStarts, known: arrays)
    for (kind, count, expected) in [
      (StoreSection.Kind.slicedMoments, arrays.moments.count, layout.rowCount),
      (.slicedEvents, arrays.events.count, layout.blocks.count),
      (.slicedLongest, arrays.longest.count, layout.blocks.count),
    ] where count != expected {
      throw .wrongCount(kind, column: 0)
    }
    let names = store.eventNames.count
    // The sections have their positions in the order of the kinds.
    let (codes, times) = (check.positions.first, check.positions.dropFirst().first)
    try check.check { position, bytes in
      switch position {
      case codes: self.codesFit(in: bytes, layout, names: names)
      case times: self.timesRise(in: bytes, layout)
      default: true
      }
    }
    return SlicedEvents(store, layout, arrays)
  }

  /// Whether the codes in some bytes are those of events where units have events, and of no event
  /// elsewhere.
  private func codesFit(in bytes: Range<Int>, _ layout: SlicedLayout, names: Int) -> Bool {
    arrays.codes.withUnsafeBufferPointer { codes in
      guard let codes = codes.baseAddress else { return true }
      return layout.allParts(of: bytes, rowLength: 64) { part in
        sliced_codes_fit(
          codes + part.firstRow * 64, part.rowCount, names, part.longer, part.firstUnit,
          part.unitCount)
      }
    }
  }

  /// Whether the times in some bytes never fall from one event of a unit to the next.
  private func timesRise(in bytes: Range<Int>, _ layout: SlicedLayout) -> Bool {
    arrays.times.withUnsafeBufferPointer { times in
      guard let times = times.baseAddress else { return true }
      return layout.allParts(of: bytes, rowLength: 128) { part in
        sliced_times_rise(
          times + part.firstRow * 64, part.rowCount, part.continues, part.longer, part.firstUnit,
          part.unitCount)
      }
    }
  }

  /// Compares the arrays with the columns of the store, all of which were checked.
  ///
  /// - Complexity: O(events).
  func firstFault(as store: EventStore) -> StoreFault? {
    do throws(StoreFault) { _ = try events(of: store) } catch { return error }
    guard let made = SlicedEvents(store) else {
      return .unknownForm(.slicedCodes, column: 0)
    }
    let differing = zip(made.arrays.sections, arrays.sections).first { $0.bytes != $1.bytes }
    return differing.map { .impossible($1.kind, column: 0, offset: 0) }
  }
}

extension KeptSlices.Arrays {
  /// Takes the arrays of the file; nil where it has none.
  init?(from assembly: inout SectionAssembly) throws(StoreFault) {
    guard KeptSlices.kinds.contains(where: assembly.has) else { return nil }
    codes = try assembly.elements(.slicedCodes, column: 0) { _ in .anything }
    times = try assembly.elements(.slicedTimes, column: 0) { .halves($0, below: 0x8000) }
    moments = try assembly.elements(.slicedMoments, column: 0) { _ in .anything }
    ties = try assembly.elements(.slicedTies, column: 0) { _ in .anything }
    events = try assembly.elements(.slicedEvents, column: 0) { _ in .anything }
    longest = try assembly.elements(.slicedLongest, column: 0) { .halves($0, below: 0x8000) }
    span = try assembly.elements(.slicedSpan, column: 0) { .span($0) }
    let rows = moments.count
    for (kind, isRight) in [
      (StoreSection.Kind.slicedCodes, codes.count == rows * 64),
      (.slicedTimes, times.count == rows * 64), (.slicedTies, ties.count == rows),
      (.slicedSpan, span.count == 2),
    ] where !isRight {
      throw .wrongCount(kind, column: 0)
    }
    // There are at most 255 names where events were sliced.
    guard assembly.elementWidth(of: .eventCodes, column: 0) == 1 else {
      throw .unknownForm(.slicedCodes, column: 0)
    }
  }

  /// Tells a block what is known of it; of those behind the last nothing is.
  func tell(_ block: inout SlicedEvents.Block, number: Int) {
    if number < events.count { block.events = events[number] }
    if number < longest.count { block.longest = longest[number] }
  }

  /// The arrays as sections.
  var sections: [StoreSection] {
    [
      StoreSection(.slicedCodes, column: 0, codes), StoreSection(.slicedTimes, column: 0, times),
      StoreSection(.slicedMoments, column: 0, moments), StoreSection(.slicedTies, column: 0, ties),
      StoreSection(.slicedEvents, column: 0, events),
      StoreSection(.slicedLongest, column: 0, longest), StoreSection(.slicedSpan, column: 0, span),
    ]
  }
}
