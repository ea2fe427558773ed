/// Returns the names nearest to a misspelt one, nearest first, at most three.
///
/// A name is near when few letters must be changed, added, dropped or swapped (a third of the
/// length at most), or when one holds the other. Case does not count. Only the first 5,000 names
/// are looked at, and of each name the first 1,000 characters.
///
/// - Complexity: O(names × length × limit), where the limit is the distance of the third-nearest.
public func nearestNames(to name: String, in names: some Sequence<String>) -> [String] {
  let wanted = comparable(name)
  guard !wanted.isEmpty else { return [] }
  var found: [(cost: Int, distance: Int, name: String)] = []
  for candidate in names.prefix(5000) where !found.contains(where: { $0.name == candidate }) {
    let letters = comparable(candidate)
    let limit = max(1, max(wanted.count, letters.count) / 3)
    let difference = abs(letters.count - wanted.count)
    let isContained = holds(letters, wanted) || holds(wanted, letters)
    let bound = found.count < 3 ? limit : min(limit, found[2].cost)
    // Of names of which one holds the other, just the rest must be added.
    guard
      let distance = isContained
        ? difference : editDistance(wanted, letters, upTo: bound),
      // Of a name in which every letter is another one nothing is left.
      distance < max(wanted.count, letters.count)
    else { continue }
    found.append((min(distance, limit), distance, candidate))
    found.sort { ($0.cost, $0.distance, $0.name) < ($1.cost, $1.distance, $1.name) }
    if found.count > 3 { found.removeLast() }
  }
  return found.map(\.name)
}

/// The form in which names are compared.
private func comparable(_ name: String) -> [UInt32] {
  name.lowercased().unicodeScalars.prefix(1000).map(\.value)
}

/// Whether the letters hold the part, which must be two letters long at least to mean anything.
private func holds(_ letters: [UInt32], _ part: [UInt32]) -> Bool {
  guard part.count >= 2, part.count <= letters.count else { return false }
  return (0...(letters.count - part.count)).contains { start in
    letters[start] == part[0] && letters[start..<(start + part.count)].elementsEqual(part)
  }
}

/// Returns the Damerau–Levenshtein distance in its restricted form, in which no part is edited
/// twice, or nil when it exceeds a limit.
///
/// Only cells within the limit of the diagonal are computed: all others exceed it.
private func editDistance(_ left: [UInt32], _ right: [UInt32], upTo limit: Int) -> Int? {
  guard abs(left.count - right.count) <= limit else { return nil }
  let tooMany = limit + 1
  var beforePrevious = Array(repeating: tooMany, count: right.count + 1)
  var previous = (0...right.count).map { min($0, tooMany) }
  var current = beforePrevious
  for row in 1...max(1, left.count) {
    let columns = max(1, row - limit)...max(1, min(right.count, row + limit))
    current[columns.lowerBound - 1] = columns.lowerBound == 1 ? min(row, tooMany) : tooMany
    var best = current[columns.lowerBound - 1]
    for column in columns where column <= right.count {
      let isSame = left[row - 1] == right[column - 1]
      var distance = previous[column - 1] + (isSame ? 0 : 1)
      distance = min(distance, previous[column] + 1, current[column - 1] + 1)
      if row > 1, column > 1, left[row - 1] == right[column - 2],
        left[row - 2] == right[column - 1]
      {
        distance = min(distance, beforePrevious[column - 2] + 1)
      }
      current[column] = min(distance, tooMany)
      best = min(best, current[column])
    }
    // The cell behind the band is read by the next row.
    if columns.upperBound < right.count { current[columns.upperBound + 1] = tooMany }
    // A swap reaches back two rows, but never below the least of the row between by more than one.
    if best > limit, row > 1, !previous.contains(where: { $0 < limit }) { return nil }
    (beforePrevious, previous, current) = (previous, current, beforePrevious)
  }
  return previous[right.count] <= limit ? previous[right.count] : nil
}
