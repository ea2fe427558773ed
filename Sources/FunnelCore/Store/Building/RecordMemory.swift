internal import Synchronization

/// The memory that the records of rows are put into, apart for neighbouring parts.
///
/// Where parts are done with one after the other, their memory can be given back one after the other.
/// Builders that go on from one another share it.
final class RecordMemory: Sendable {
  /// Neighbouring parts whose records are kept together.
  private struct Shelf {
    var slab: LargeMemory?
    var used = 0
  }

  /// The number of shelves, each for as many parts.
  static let shelfCount = 8
  /// How many neighbouring parts share a shelf.
  static let partsPerShelf = PartitionedRows.partCount / shelfCount
  private static let largestSlab = 16 << 20

  private let shelves = Mutex(Array(repeating: Shelf(), count: shelfCount))

  /// Takes zeroed memory on a shelf; the slab it is part of must be kept as long as it is used.
  func take(_ bytes: Int, on shelf: Int) -> (base: UnsafeMutableRawPointer, slab: LargeMemory) {
    shelves.withLock { shelves in
      if let slab = shelves[shelf].slab, slab.count - shelves[shelf].used >= bytes {
        defer { shelves[shelf].used += bytes }
        return (slab.base + shelves[shelf].used, slab)
      }
      let doubled = min(Self.largestSlab, (shelves[shelf].slab?.count ?? 1024) * 2)
      let slab = LargeMemory(byteCount: max(bytes, doubled))
      shelves[shelf] = Shelf(slab: slab, used: bytes)
      return (slab.base, slab)
    }
  }

  /// Keeps what was taken last on a shelf no longer than those do who took it.
  func giveUp(shelf: Int) { shelves.withLock { $0[shelf] = Shelf() } }
}
