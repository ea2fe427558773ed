internal import Synchronization

/// Memory that questions use one after the other: taking memory up takes longer than using it.
///
/// What an array gives back is kept for the next of about its size, until many others were lent
/// without it.
final class KeptMemory: Sendable {
  /// That of this process.
  static let shared = KeptMemory()

  /// Arrays of fewer bytes have memory of their own.
  static let fewestBytes = 1 << 18
  /// After so many loans without it, memory is given back to the system: some answers.
  static let patience = 96

  private struct State {
    /// What nobody uses, and the number of loans when it was given back.
    var idle: [(memory: LargeMemory, since: Int)] = []
    var loans = 0
  }

  private let state = Mutex(State())

  /// The number of bytes that nobody uses.
  var idleBytes: Int { state.withLock { $0.idle.reduce(0) { $0 + $1.memory.count } } }

  /// Lends memory of at least so many bytes, which hold whatever was left there.
  ///
  /// - Complexity: O(pieces of memory that nobody uses).
  fileprivate func lend(_ byteCount: Int) -> Loan {
    let known = state.withLock { state -> LargeMemory? in
      state.loans += 1
      let fitting = state.idle.indices.filter { index in
        let size = state.idle[index].memory.count
        return size >= byteCount && size / 4 <= byteCount
      }
      let least = fitting.min { state.idle[$0].memory.count < state.idle[$1].memory.count }
      return least.map { state.idle.remove(at: $0).memory }
    }
    // The next answer may be a little larger.
    return Loan(known ?? LargeMemory(byteCount: byteCount + byteCount / 8), of: self)
  }

  fileprivate func takeBack(_ memory: LargeMemory) {
    // What is given up is unmapped outside the lock.
    let givenUp = state.withLock { state in
      let oldest = state.loans - Self.patience
      let givenUp = state.idle.filter { $0.since < oldest }
      state.idle.removeAll { $0.since < oldest }
      state.idle.append((memory, state.loans))
      return givenUp
    }
    withExtendedLifetime(givenUp) {}
  }
}

/// Memory that is lent for as long as this lives.
private final class Loan {
  let memory: LargeMemory
  private let lender: KeptMemory

  init(_ memory: LargeMemory, of lender: KeptMemory) {
    (self.memory, self.lender) = (memory, lender)
  }

  deinit { lender.takeBack(memory) }
}

extension SharedArray {
  /// Creates an array in lent memory, for as long as a question is being answered; `fill` sets all
  /// elements, which may be anything before.
  init(
    lent count: Int, from memory: KeptMemory = .shared, fill: (SharedMemory<Element>) -> Void
  ) {
    let bytes = count * MemoryLayout<Element>.stride
    if bytes < KeptMemory.fewestBytes {
      self.init(count: count, fill: fill)
      return
    }
    let loan = memory.lend(bytes)
    let elements = loan.memory.base.bindMemory(to: Element.self, capacity: count)
    fill(SharedMemory(base: elements))
    self.init(base: elements, count: count, owner: loan)
  }
}
