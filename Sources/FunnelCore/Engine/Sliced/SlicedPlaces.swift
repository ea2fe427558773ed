internal import CKernels
internal import Synchronization

/// The rows of the steps of one unit's chain.
typealias SlicedPlace = (UInt16, UInt16, UInt16, UInt16, UInt16, UInt16, UInt16, UInt16)

/// What became of each unit of a store, in the order of the units.
///
/// No two threads may use the places of the same units.
final class SlicedPlaces: @unchecked Sendable {
  private let memory: LargeMemory
  /// The number of units there are places for.
  let count: Int

  /// Makes places for so many units.
  init(count: Int) {
    self.count = count
    memory = LargeMemory(byteCount: count * (MemoryLayout<SlicedPlace>.stride + 2))
  }

  /// Returns the places of a range of units.
  func places(of units: Range<Int>) -> sliced_places {
    precondition(units.lowerBound >= 0 && units.upperBound <= count, "units out of range")
    let rows = memory.base.assumingMemoryBound(to: SlicedPlace.self)
    let bytes = UnsafeMutableRawPointer(rows + count).assumingMemoryBound(to: UInt8.self)
    return sliced_places(
      depths: bytes + units.lowerBound, reasons: bytes + count + units.lowerBound,
      rows: rows + units.lowerBound)
  }
}

/// The places of the search before, kept for the next: taking up memory takes longer than using it.
final class KeptPlaces: Sendable {
  private let kept = Mutex<SlicedPlaces?>(nil)
  /// How many events a unit has at least on average where its place is kept.
  private static let fewestEvents = 4

  /// Calls `body` with places for so many units, which hold what the search before left there.
  ///
  /// Searches that run side by side have places of their own. Where places would take up much memory
  /// for the events there are, they are not kept.
  func withPlaces<Answer>(
    _ count: Int, events: Int, _ body: (SlicedPlaces) -> Answer
  ) -> Answer {
    if count * Self.fewestEvents > events { return body(SlicedPlaces(count: count)) }
    let places =
      kept.withLock { kept in
        defer { kept = nil }
        return kept.flatMap { $0.count < count ? nil : $0 }
      } ?? SlicedPlaces(count: count)
    defer { kept.withLock { $0 = places } }
    return body(places)
  }
}
