internal import CKernels

/// Zeroed memory of fixed size, in large pages where that pays, given back with its last owner.
///
/// Whoever fills it has it to itself; afterwards it is only read.
final class LargeMemory: @unchecked Sendable {
  let base: UnsafeMutableRawPointer
  /// The number of bytes.
  let count: Int

  /// Takes memory; where there is none the program ends, as it does for an array.
  init(byteCount: Int) {
    guard let memory = large_memory_take(byteCount) else {
      fatalError("out of memory: \(byteCount) bytes more are needed")
    }
    base = memory
    count = byteCount
  }

  deinit { large_memory_give_back(base, count) }
}
