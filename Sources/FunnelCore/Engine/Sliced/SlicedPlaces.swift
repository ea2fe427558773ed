internal import CKernels
internal import Synchronization

/// The rows of the steps of one unit's chain.
typealias SlicedPlace = (UInt16, UInt16, UInt16, UInt16, UInt16, UInt16, UInt16, UInt16)

/// What became of each unit of a stretch, in the order of the units.
///
/// No two threads may use the same places at once.
final class SlicedPlaces: @unchecked Sendable {
  private let memory: LargeMemory
  /// The number of units there are places for.
  let count: Int

  /// Makes places for so many units.
  init(count: Int) {
    self.count = count
    memory = LargeMemory(byteCount: count * (MemoryLayout<SlicedPlace>.stride + 2))
  }

  /// The places, from that of the stretch's first unit on.
  var places: sliced_places {
    let rows = memory.base.assumingMemoryBound(to: SlicedPlace.self)
    let bytes = UnsafeMutableRawPointer(rows + count).assumingMemoryBound(to: UInt8.self)
    return sliced_places(depths: bytes, reasons: bytes + count, rows: rows)
  }
}

/// The places of stretches before, kept for the next: they are near the processor still, and taking up
/// memory takes longer than using it.
final class KeptPlaces: Sendable {
  /// Those that nobody uses; the one used last comes last.
  private let idle = Mutex<[SlicedPlaces]>([])
  /// So many are kept.
  static let limit = 8

  /// How many are kept.
  var count: Int { idle.withLock { $0.count } }

  /// Takes places for at least so many units, which hold what the stretch before left there.
  func take(_ count: Int) -> SlicedPlaces {
    idle.withLock { idle in
      idle.lastIndex { $0.count >= count }.map { idle.remove(at: $0) }
    } ?? SlicedPlaces(count: count)
  }

  /// Gives places back.
  func giveBack(_ places: SlicedPlaces) {
    idle.withLock { idle in
      idle.append(places)
      if idle.count > Self.limit { idle.removeFirst() }
    }
  }
}
