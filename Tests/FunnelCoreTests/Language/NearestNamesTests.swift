import FunnelCore
import Testing

@Suite struct NearestNamesTests {
  private static let names = ["page_view", "purchase", "purchase_failed", "sign up", "カート"]

  @Test(arguments: [
    ("purchsae", ["purchase"]), ("PAGEVIEW", ["page_view"]), ("signup", ["sign up"]),
    ("purchase_fail", ["purchase_failed", "purchase"]), ("xyz", []), ("", []), ("カード", ["カート"]),
  ])
  func `suggests the nearest names`(_ name: String, _ nearest: [String]) {
    #expect(nearestNames(to: name, in: Self.names) == nearest)
  }

  /// The distance as its definition has it, without shortcuts.
  private static func plainDistance(_ left: [Character], _ right: [Character]) -> Int {
    var table = Array(
      repeating: Array(repeating: 0, count: right.count + 1), count: left.count + 1)
    for row in 0...left.count {
      for column in 0...right.count {
        if row == 0 || column == 0 {
          table[row][column] = row + column
          continue
        }
        let isSame = left[row - 1] == right[column - 1]
        table[row][column] = min(
          table[row - 1][column - 1] + (isSame ? 0 : 1), table[row - 1][column] + 1,
          table[row][column - 1] + 1)
        if row > 1, column > 1, left[row - 1] == right[column - 2],
          left[row - 2] == right[column - 1]
        {
          table[row][column] = min(table[row][column], table[row - 2][column - 2] + 1)
        }
      }
    }
    return table[left.count][right.count]
  }

  @Test func `finds the same names as comparing every letter`() {
    var random = SeededGenerator(state: 11)
    func word() -> String {
      String(
        (0..<Int.random(in: 0...12, using: &random)).map { _ in
          "abc".randomElement(using: &random) ?? "a"
        })
    }
    for _ in 0..<300 {
      let name = word()
      let names = (0..<12).map { _ in word() }
      let near = Set(names).compactMap { other -> (cost: Int, distance: Int, name: String)? in
        let distance = Self.plainDistance(Array(name), Array(other))
        let limit = max(1, max(name.count, other.count) / 3)
        let isContained =
          min(name.count, other.count) >= 2 && (name.contains(other) || other.contains(name))
        guard !name.isEmpty, isContained || distance <= limit,
          distance < max(name.count, other.count)
        else { return nil }
        return (min(distance, limit), distance, other)
      }
      let expected = near.sorted { $0 < $1 }.prefix(3).map(\.name)
      #expect(nearestNames(to: name, in: names) == expected, "\(name) among \(names)")
    }
  }

  @Test(.timeLimit(.minutes(1))) func `looks through many long names`() {
    let stem = String(repeating: "checkout_", count: 20)
    let names = (0..<200_000).map { "\(stem)\($0)" }
    #expect(nearestNames(to: "chekout_\(stem.dropFirst(9))12", in: names).first == "\(stem)12")
  }

  @Test func `suggests three names at most, the nearest first`() {
    #expect(
      nearestNames(to: "abcd", in: ["abxx", "abcx", "abcd1", "abdc", "abc"]) == [
        "abc", "abcd1", "abcx",
      ])
  }
}
