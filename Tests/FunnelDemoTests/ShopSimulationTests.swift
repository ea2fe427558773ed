import FunnelCore
import FunnelDemo
import Testing

@Suite struct ShopSimulationTests {
  @Test func `the default shop has its users and some two hundred thousand events`() {
    let store = ShopSimulation().makeStore()
    #expect(store.unitCount == 20_000)
    #expect((150_000...250_000).contains(store.eventCount), "\(store.eventCount)")
    #expect(store.eventNames.count == ShopEvent.Name.allCases.count)
  }

  @Test func `the first users of a larger shop are those of a smaller one`() {
    let small = Array(ShopSimulation(users: 50, seed: 9))
    #expect(Array(ShopSimulation(users: 80, seed: 9)).prefix(small.count).elementsEqual(small))
  }

  @Test func `no users make no events`() {
    #expect(Array(ShopSimulation(users: 0)).isEmpty)
    #expect(Array(ShopSimulation(users: -1)).isEmpty)
  }

  @Test func `each user's events are in time order, inside the month and in whole milliseconds`() {
    var last: ShopEvent?
    for event in ShopSimulation(users: 3000, seed: 4) {
      #expect(event.time >= ShopSimulation.start && event.time < ShopSimulation.end)
      #expect(event.time.rawValue % 1000 == 0)
      if let last, last.user == event.user { #expect(last.time < event.time) }
      last = event
    }
  }

  @Test func `sessions start with their first event, never mix and lie half an hour apart`() {
    var seen: Set<String> = []
    var last: ShopEvent?
    var sessionsOfUser: [String: Int] = [:]
    for event in ShopSimulation(users: 3000, seed: 4) {
      defer { last = event }
      guard event.session != last?.session else {
        #expect(event.name != .sessionStart)
        #expect(event.device == last?.device && event.source == last?.source)
        continue
      }
      #expect(event.name == .sessionStart)
      #expect(seen.insert(event.session).inserted)
      sessionsOfUser[event.user, default: 0] += 1
      guard let last, last.user == event.user else { continue }
      #expect(event.time.rawValue - last.time.rawValue > 1_800_000_000)
    }
    let returning = sessionsOfUser.values.count { $0 > 1 }
    #expect((600...1500).contains(returning), "\(returning)")
  }

  @Test func `a purchase brings money and nothing else does`() {
    for event in ShopSimulation(users: 5000) {
      #expect((event.name == .purchase) == (event.revenueInCents != nil))
      guard let cents = event.revenueInCents else { continue }
      #expect((800...500_000).contains(cents))
      #expect(event.revenue?.split(separator: ".").last?.count == 2)
    }
  }

  @Test func `some visits come without a campaign and nights are quiet`() {
    var hours = Array(repeating: 0, count: 24)
    var withCampaign = 0
    var visits = 0
    for event in ShopSimulation() where event.name == .sessionStart {
      visits += 1
      if event.campaign != nil { withCampaign += 1 }
      hours[Int(event.time.rawValue / 3_600_000_000 % 24)] += 1
    }
    #expect((visits / 5...visits * 4 / 5).contains(withCampaign))
    #expect(hours[20] > 8 * hours[3])
  }

  @Test func `the store keeps the columns in file order`() {
    let store = ShopSimulation(users: 200).makeStore()
    #expect(
      store.columns.map(\.name)
        == ShopEvent.columnNames.filter {
          !["user_id", "timestamp", "event"].contains($0)
        })
    #expect(ShopSimulation.funnel.steps.count == 6)
  }
}
