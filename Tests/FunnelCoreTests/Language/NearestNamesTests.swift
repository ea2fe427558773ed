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

  @Test func `suggests three names at most, the nearest first`() {
    #expect(
      nearestNames(to: "abcd", in: ["abxx", "abcx", "abcd1", "abdc", "abc"]) == [
        "abc", "abcd1", "abcx",
      ])
  }
}
