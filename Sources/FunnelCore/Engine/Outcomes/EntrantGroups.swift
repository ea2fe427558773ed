/// The group that each entrant is counted in.
struct EntrantGroups: Sendable {
  /// The number of each entrant's group; nil where all are in one.
  let numbers: [UInt32]?
  /// The number of groups.
  let count: Int

  /// All entrants as one group.
  static let everyone = EntrantGroups(numbers: nil, count: 1)

  /// Calls `body` with the groups of the entrants, or nil where all are in one.
  func withNumbers<Answer>(_ body: (UnsafePointer<UInt32>?) -> Answer) -> Answer {
    guard let numbers else { return body(nil) }
    return numbers.withUnsafeBufferPointer { body($0.baseAddress) }
  }

  /// Returns how many entrants each group has.
  ///
  /// - Complexity: O(entrants + groups).
  func sizes(_ pieces: Pieces) -> [Int] {
    guard let numbers else { return [pieces.ranges.last?.upperBound ?? 0] }
    // Very many groups are counted in one table rather than in one for each piece.
    let parts = (count > 1 << 14 ? pieces.joined : pieces).map { _, entrants in
      var sizes = [Int](repeating: 0, count: count)
      for number in numbers[entrants] { sizes[Int(number)] &+= 1 }
      return sizes
    }
    return parts.dropFirst().reduce(into: parts[0]) { total, part in
      for group in part.indices { total[group] += part[group] }
    }
  }

  /// Returns the groups that a table gives for the number of each group.
  ///
  /// - Complexity: O(entrants).
  func renumbered(_ table: [UInt32], count: Int, _ pieces: Pieces) -> EntrantGroups {
    guard let numbers else { return self }
    let renumbered = SharedMemory<UInt32>.array(count: numbers.count) { renumbered in
      _ = pieces.map { _, entrants in
        numbers.withUnsafeBufferPointer { numbers in
          for entrant in entrants { renumbered.base[entrant] = table[Int(numbers[entrant])] }
        }
      }
    }
    return EntrantGroups(numbers: renumbered, count: count)
  }
}
