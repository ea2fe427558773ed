/// Gives each of some events, known by the slots it can fill, a slot of its own.
///
/// Grown one event at a time by augmenting paths (C. Berge, "Two Theorems in Graph Theory", 1957).
struct SlotMatching {
  /// The mask of the event that fills each slot; zero for a free slot.
  private var fillers: [UInt64] = []
  private var visited: UInt64 = 0

  /// Frees all slots.
  mutating func removeAll(slots: Int) {
    fillers.removeAll(keepingCapacity: true)
    fillers.append(contentsOf: repeatElement(0, count: slots))
  }

  /// The slots of which an event must be able to fill one, to be given a slot: the free ones, and
  /// those whose event can go to another of these.
  ///
  /// - Complexity: O(slots²).
  var open: UInt64 {
    var open: UInt64 = 0
    var known: UInt64
    repeat {
      known = open
      for slot in fillers.indices where fillers[slot] == 0 || fillers[slot] & open != 0 {
        open |= 1 << UInt64(slot)
      }
    } while open != known
    return open
  }

  /// Finds a slot for one more event; false when there is none.
  ///
  /// - Complexity: O(slots²).
  mutating func add(_ mask: UInt64) -> Bool {
    visited = 0
    return place(mask)
  }

  /// Gives an event a slot, moving other events to other slots where needed.
  private mutating func place(_ mask: UInt64) -> Bool {
    var left = mask & ~visited
    while left != 0 {
      let slot = left.trailingZeroBitCount
      visited |= 1 << UInt64(slot)
      if fillers[slot] == 0 || place(fillers[slot]) {
        fillers[slot] = mask
        return true
      }
      left &= ~visited
    }
    return false
  }
}
