import FunnelCore
import Testing

@Suite struct ProposedFunnelTests {
  /// One unit for each text of event names; times count up unless all are the same.
  private func store(_ units: [String], tied: Bool = false) -> EventStore {
    var builder = EventStoreBuilder(roles: .init(unit: "user", time: "ts", event: "event"))
    for (unit, events) in units.enumerated() {
      for (index, event) in events.split(separator: " ").enumerated() {
        builder.append(
          unit: "u\(unit)", time: Timestamp(rawValue: tied ? 0 : Int64(index)),
          event: String(event))
      }
    }
    return builder.makeStore()
  }

  @Test(arguments: [
    (["view cart purchase", "view cart", "view view"], "view > cart > purchase"),
    (["a b c d", "a b c", "a b", "a"], "a > b > c > d"),
    (["view ping cart error purchase", "view cart", "view ping"], "view > cart > purchase"),
    (["view cart purchase refund", "view cart purchase refund", "view"], "view > cart > purchase"),
    (["home click", "home"], "home > click"),
    (["only", "only"], nil),
    (["tablet tablet", "mobile", "desktop", "mobile"], nil),
    (["a b c d e f g purchase"], "a > b > c > d > e > purchase"),
    (["view cart purchase", "view purchase", "view purchase"], "view > cart > purchase"),
    (
      ["order_view order_detail order_help", "order_view order_detail"],
      "order_view > order_detail > order_help"
    ),
    ([], nil),
  ])
  func `proposes a path to the goal`(_ units: [String], _ expected: String?) {
    #expect(proposedFunnel(for: store(units))?.description == expected)
  }

  @Test func `orders events of one time by how many units have them`() {
    let units = ["purchase payment home", "home payment", "home"]
    #expect(
      proposedFunnel(for: store(units, tied: true))?.description == "home > payment > purchase")
  }

  @Test func `finds the path among thousands of names`() {
    var units = (0..<3000).map { "view /page/\($0)" }
    for unit in 0..<100 { units[unit] = "view /page/\(unit) cart purchase" }
    #expect(proposedFunnel(for: store(units))?.description == "view > cart > purchase")
  }
}
