/// Returns the names nearest to a misspelt one, nearest first, at most three.
///
/// A name is near when few letters must be changed, added, dropped or swapped (a third of the
/// length at most), or when one holds the other. Case does not count.
///
/// - Complexity: O(names × length²); names longer than 200 letters are compared by containment only.
public func nearestNames(to name: String, in names: some Sequence<String>) -> [String] {
  let wanted = Array(name.lowercased())
  guard !wanted.isEmpty else { return [] }
  var seen: Set<String> = []
  var found: [(cost: Int, distance: Int, name: String)] = []
  for candidate in names where seen.insert(candidate).inserted {
    let letters = Array(candidate.lowercased())
    let limit = max(1, max(wanted.count, letters.count) / 3)
    let isContained = holds(letters, wanted) || holds(wanted, letters)
    let isComparable = abs(letters.count - wanted.count) <= limit && letters.count <= 200
    guard isContained || isComparable else { continue }
    let distance =
      isComparable && wanted.count <= 200
      ? editDistance(wanted, letters) : abs(letters.count - wanted.count)
    guard isContained || distance <= limit else { continue }
    found.append((isContained ? min(distance, limit) : distance, distance, candidate))
  }
  found.sort { ($0.cost, $0.distance, $0.name) < ($1.cost, $1.distance, $1.name) }
  return found.prefix(3).map(\.name)
}

/// Whether the letters hold the part, which must be two letters long at least to mean anything.
private func holds(_ letters: [Character], _ part: [Character]) -> Bool {
  guard part.count >= 2, part.count <= letters.count else { return false }
  return (0...(letters.count - part.count)).contains { start in
    letters[start..<(start + part.count)].elementsEqual(part)
  }
}

/// Returns the Damerau–Levenshtein distance in its restricted form: no part is edited twice.
private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
  var beforePrevious: [Int] = []
  var previous = Array(0...right.count)
  for (row, letter) in left.enumerated() {
    var current = [row + 1]
    for (column, other) in right.enumerated() {
      let replaced = previous[column] + (letter == other ? 0 : 1)
      var best = min(replaced, previous[column + 1] + 1, current[column] + 1)
      let isSwap =
        row > 0 && column > 0 && letter == right[column - 1] && left[row - 1] == other
      if isSwap { best = min(best, beforePrevious[column - 1] + 1) }
      current.append(best)
    }
    beforePrevious = previous
    previous = current
  }
  return previous[right.count]
}
