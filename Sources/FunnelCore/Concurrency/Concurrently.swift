internal import Dispatch
internal import Synchronization

/// Calls `work` with the numbers from zero on, on all cores, and returns the answers in that order.
///
/// - Complexity: O(count) besides the work.
func concurrently<Answer: Sendable>(
  _ count: Int, work: @Sendable (Int) -> Answer
) -> [Answer] {
  if count <= 1 || Parallelism.threadCount == 1 { return (0..<count).map(work) }
  let answers = Mutex([Answer?](repeating: nil, count: count))
  DispatchQueue.concurrentPerform(iterations: count) { index in
    let answer = work(index)
    answers.withLock { $0[index] = answer }
  }
  return answers.withLock { $0.compactMap { $0 } }
}

/// Calls `work` with each of some items, on all cores, and returns the answers in their order.
///
/// The largest come first, so that none is left when all others are done.
func concurrently<Item: Sendable, Answer: Sendable>(
  _ items: [Item], size: (Item) -> Int, work: @Sendable (Item) -> Answer
) -> [Answer] {
  let sizes = items.map(size)
  let order = items.indices.sorted { sizes[$0] > sizes[$1] }
  let answers = concurrently(order.count) { work(items[order[$0]]) }
  return zip(order, answers).sorted { $0.0 < $1.0 }.map(\.1)
}

/// Memory of which several threads fill places of their own.
///
/// Whoever shares it makes sure that it outlives the threads, and that no two of them touch the
/// same place.
struct SharedMemory<Element: BitwiseCopyable>: @unchecked Sendable {
  let base: UnsafeMutablePointer<Element>

  /// Makes an array of which all elements are filled by `fill`.
  static func array(count: Int, fill: (SharedMemory) -> Void) -> [Element] {
    [Element](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = count
      if let base = buffer.baseAddress { fill(SharedMemory(base: base)) }
    }
  }
}
