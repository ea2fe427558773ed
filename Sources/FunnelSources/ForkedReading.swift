internal import Dispatch
internal import FunnelCore
internal import Synchronization

/// Reads consecutive stretches at the same time: the loader itself the first, forks of it the others.
///
/// Whether a stretch begins with a row shows when the one before has been read.
struct ForkedReading {
  /// What read the stretches before; whoever goes on from it knows the texts that came there.
  private var forks: [EventLoader] = []

  /// Reads stretches and returns how many of them count, from the first on.
  ///
  /// The first always counts, even when it could not be given whole; what does not count must be read
  /// again, in order. `feed` gives a loader the bytes of the stretch of a number, and returns false
  /// where it could not give all. The loader must be able to be forked.
  mutating func read(
    _ count: Int, into loader: inout EventLoader,
    feed: @Sendable (inout EventLoader, Int) -> Bool
  ) -> Int {
    // Each is in one place only: memory with two owners would be copied when it is written to.
    var earlier = forks.map(Optional.some)
    forks = []
    var readers: [EventLoader?] = [loader]
    for number in 1..<max(1, count) {
      readers.append(
        loader.forked(after: number <= earlier.count ? earlier[number - 1].take() : nil))
    }
    loader = EventLoader()
    let places = Mutex(consume readers)
    let isFirstWhole = Mutex(false)
    DispatchQueue.concurrentPerform(iterations: count) { number in
      guard var reader = places.withLock({ $0[number].take() }) else { return }
      let isWhole = feed(&reader, number)
      if number == 0 { isFirstWhole.withLock { $0 = isWhole } }
      places.withLock { $0[number] = isWhole || number == 0 ? reader : nil }
    }
    var found = places.withLock { places in
      defer { places = [] }
      return places.prefix { $0 != nil }.compactMap(\.self)
    }
    loader = found.removeFirst()
    // What follows a stretch that could not be read is read when that was.
    guard isFirstWhole.withLock({ $0 }) else { return 1 }
    let joined = loader.join(found)
    // What was not joined may hold texts that no row has.
    forks = Array(found[..<joined])
    return joined + 1
  }
}
