internal import CKernels
internal import Synchronization

/// Zeroed memory, in large pages where that pays, given back with its last owner.
///
/// Whoever fills it has it to itself. What was given to others is only read from then on; more may be
/// put behind that.
final class LargeMemory: @unchecked Sendable {
  private(set) var base: UnsafeMutableRawPointer
  /// The number of bytes.
  private(set) var count: Int
  /// The bytes up to which someone has put something.
  private let taken: Atomic<Int>

  /// Takes memory; where there is none the program ends, as it does for an array.
  init(byteCount: Int) {
    guard let memory = large_memory_take(byteCount) else {
      fatalError("out of memory: \(byteCount) bytes more are needed")
    }
    base = memory
    count = byteCount
    taken = Atomic(byteCount)
  }

  /// The bytes up to which arrays were told to hold elements.
  var used: Int {
    get { taken.load(ordering: .relaxed) }
    set { taken.store(newValue, ordering: .relaxed) }
  }

  /// Takes the bytes from the end of an array up to another place, for whoever comes first.
  ///
  /// Returns false where there is no room or somebody else has put something there.
  func take(from end: Int, to newEnd: Int) -> Bool {
    newEnd <= count
      && taken.compareExchange(expected: end, desired: newEnd, ordering: .relaxed).exchanged
  }

  /// Makes room for more bytes, which are zero; it must have no other owner.
  func enlarge(to byteCount: Int) {
    guard let memory = large_memory_enlarge(base, count, byteCount) else {
      fatalError("out of memory: \(byteCount) bytes more are needed")
    }
    (base, count) = (memory, byteCount)
  }

  deinit { large_memory_give_back(base, count) }
}
