internal import Synchronization

/// The answers to the last few questions of a kind, which take longer to find than to keep.
final class Kept<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  /// How many answers are kept.
  let limit: Int
  /// How large they may be together; one answer is kept whatever its size.
  private let room: Int
  private let size: @Sendable (Value) -> Int
  /// The one used last comes last.
  private let entries = Mutex<[(key: Key, value: Value)]>([])

  /// Creates a memory for so many answers, which have no more than some size together.
  init(
    limit: Int, room: Int = .max, size: @escaping @Sendable (Value) -> Int = { _ in 0 }
  ) {
    (self.limit, self.room, self.size) = (limit, room, size)
  }

  /// How many answers are known.
  var count: Int { entries.withLock { $0.count } }

  /// Returns the answer that is known, or else finds and keeps it.
  ///
  /// Threads that ask at the same moment may each find it.
  func value<Failure: Error>(
    of key: Key, find: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let known = entries.withLock { entries -> Value? in
      guard let place = entries.firstIndex(where: { $0.key == key }) else { return nil }
      let entry = entries.remove(at: place)
      entries.append(entry)
      return entry.value
    }
    if let known { return known }
    let value = try find()
    entries.withLock { entries in
      entries.removeAll { $0.key == key }
      entries.append((key, value))
      while entries.count > 1, entries.count > limit || isTooLarge(entries) {
        entries.removeFirst()
      }
    }
    return value
  }

  private func isTooLarge(_ entries: [(key: Key, value: Value)]) -> Bool {
    entries.reduce(0) { $0 + size($1.value) } > room
  }
}
