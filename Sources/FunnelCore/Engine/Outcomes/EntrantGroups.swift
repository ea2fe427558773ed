/// The group that each entrant is counted in.
struct EntrantGroups: Sendable {
  /// The number of each entrant's group; nil where all are in one.
  let numbers: CodeArray?
  /// The number of groups.
  let count: Int

  /// All entrants as one group.
  static let everyone = EntrantGroups(numbers: nil, count: 1)

  /// Returns how many entrants each group has.
  ///
  /// - Complexity: O(entrants + groups).
  func sizes(_ pieces: Pieces) -> [Int] {
    switch numbers {
    case nil: [pieces.ranges.last?.upperBound ?? 0]
    case .bytes(let numbers): sizes(numbers, pieces)
    case .halves(let numbers): sizes(numbers, pieces)
    case .words(let numbers): sizes(numbers, pieces)
    }
  }

  private func sizes<Number: FixedWidthInteger & Sendable>(
    _ numbers: SharedArray<Number>, _ pieces: Pieces
  ) -> [Int] {
    // Very many groups are counted in one table rather than in one for each piece.
    let parts = (count > 1 << 14 ? pieces.joined : pieces).map { _, entrants in
      var sizes = [Int](repeating: 0, count: count)
      numbers.withUnsafeBufferPointer { numbers in
        sizes.withUnsafeMutableBufferPointer { sizes in
          for entrant in entrants { sizes[Int(truncatingIfNeeded: numbers[entrant])] &+= 1 }
        }
      }
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
    let renumbered: CodeArray? =
      switch numbers {
      case nil: nil
      case .bytes(let numbers): Self.renumbered(numbers, table, count: count, pieces)
      case .halves(let numbers): Self.renumbered(numbers, table, count: count, pieces)
      case .words(let numbers): Self.renumbered(numbers, table, count: count, pieces)
      }
    return EntrantGroups(numbers: renumbered, count: count)
  }

  private static func renumbered<Number: FixedWidthInteger & Sendable>(
    _ numbers: SharedArray<Number>, _ table: [UInt32], count: Int, _ pieces: Pieces
  ) -> CodeArray {
    func through<Narrow: FixedWidthInteger & BitwiseCopyable & Sendable>(
      _ table: [Narrow]
    ) -> SharedArray<Narrow> {
      SharedArray(lent: numbers.count) { renumbered in
        _ = pieces.map { _, entrants in
          numbers.withUnsafeBufferPointer { numbers in
            table.withUnsafeBufferPointer { table in
              for entrant in entrants {
                renumbered.base[entrant] = table[Int(truncatingIfNeeded: numbers[entrant])]
              }
            }
          }
        }
      }
    }
    // Few groups are shown, and their numbers are looked at often.
    return count <= 1 << 8
      ? .bytes(through(table.map { UInt8(truncatingIfNeeded: $0) })) : .words(through(table))
  }
}

extension EntrantGroups {
  /// Creates the groups of entrants from one number for each.
  init(numbers: [UInt32], count: Int) {
    self.init(numbers: .words(SharedArray(numbers)), count: count)
  }
}
