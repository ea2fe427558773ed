internal import Synchronization

/// Which stretches are taken up, and where what was found in them goes among that of all.
///
/// Stretches are taken up in their order, so what comes before one is mostly known when its search
/// ends: then what was found is put in its place while it is near the processor.
final class StretchOrder: Sendable {
  /// How many entrants there are, and how many rows their chains have.
  struct Size: Sendable, Equatable {
    var entrants = 0
    var rows = 0
  }

  private struct State {
    var next = 0
    /// What was found in stretches of which one before is still searched.
    var sizes: [Size?]
    /// Where stretches begin, up to the first whose beginning is not known.
    var starts = [Size()]
    var isCancelled = false
  }

  private let state: Mutex<State>

  /// Prepares so many stretches.
  init(count: Int) { state = Mutex(State(sizes: Array(repeating: nil, count: count))) }

  /// Returns the number of the next stretch, or nil when none is left or the search was cancelled.
  func takeNext() -> Int? {
    state.withLock { state in
      guard state.next < state.sizes.count, !state.isCancelled else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  /// Ends the search.
  func cancel() { state.withLock { $0.isCancelled = true } }

  /// Whether the search was ended.
  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  /// Says how much was found in a stretch.
  func tell(_ size: Size, of number: Int) {
    state.withLock { state in
      state.sizes[number] = size
      while state.starts.count <= state.sizes.count, let size = state.sizes[state.starts.count - 1]
      {
        let start = state.starts[state.starts.count - 1]
        state.starts.append(
          Size(entrants: start.entrants + size.entrants, rows: start.rows + size.rows))
      }
    }
  }

  /// Returns where a stretch begins and ends, or nil where that is not known yet.
  func range(of number: Int) -> (start: Size, end: Size)? {
    state.withLock { state in
      number + 1 < state.starts.count ? (state.starts[number], state.starts[number + 1]) : nil
    }
  }

  /// Where what was told of ends.
  var end: Size { state.withLock { $0.starts[$0.starts.count - 1] } }
}
