import Foundation
import FunnelCore
import FunnelDemo
import FunnelReport
import Testing

@Suite struct InspectReportTests {
  private func profile() -> DataProfile {
    var builder = EventStoreBuilder(roles: .init(unit: "user_id", time: "ts", event: "event"))
    for row in 0..<40 {
      var properties = [(name: "price", value: "\(row % 7).50")]
      if row % 4 != 0 { properties.append((name: "device", value: row % 4 == 1 ? "" : "mobile")) }
      if row == 5 { properties.append((name: "note", value: "nan")) }
      builder.append(
        unit: "u\(row % 10)", time: Timestamp(rawValue: Int64(row) * 1_000_000),
        event: row % 10 < 3 ? "buy" : "view", properties: properties)
    }
    let store = builder.makeStore()
    var rejections = Rejections()
    for line in 1...7 {
      rejections.add(
        .init(file: "shop.csv", number: line, reason: "no \u{1B} time \(line)"), kind: "no time")
    }
    rejections.add(.init(file: "shop.csv", number: 9, reason: "no user"), kind: "no user")
    var summary = ReportSamples.summary(rejections: rejections)
    summary.events = 40
    summary.units = 10
    return DataProfile(store: store, summary: summary)
  }

  @Test func `the data is told like this`() {
    #expect(
      InspectReport().text(of: profile()) == """
        Source   shop.csv (csv): 40 events of 10 users, 8 lines rejected (mostly: no
                 time)
                 1970-01-01T00:00:00Z to 1970-01-02T00:00:00.500Z
        Columns  user = user_id, time = ts, event = event

        Event  Count  Users  of users
        view      28      7     70.0%
        buy       12      3     30.0%

        Column  Values  Missing  Commonest values (events)
        price        7        0  0.5 to 6.5
        device       2       10  mobile (20), "" (10)
        note         1       39  nan (1)

        Rejected because  Lines
        no time               7
        no user               1

        shop.csv:1: no \\x1B time 1
        shop.csv:2: no \\x1B time 2
        shop.csv:3: no \\x1B time 3
        shop.csv:4: no \\x1B time 4
        shop.csv:5: no \\x1B time 5
        and 3 other lines

        """)
  }

  @Test func `the demo's events and values are counted as a plain count does`() throws {
    let simulation = ShopSimulation(users: 300, seed: 8)
    let store = simulation.makeStore()
    let profile = DataProfile(store: store, summary: simulation.summary(of: store))
    var counts: [String: Int] = [:]
    var users: [String: Set<String>] = [:]
    var devices: [String: Int] = [:]
    var revenue: [Int] = []
    var withoutCampaign = 0
    for event in simulation {
      counts[event.name.rawValue, default: 0] += 1
      users[event.name.rawValue, default: []].insert(event.user)
      devices[event.device, default: 0] += 1
      if event.campaign == nil { withoutCampaign += 1 }
      if let cents = event.revenueInCents { revenue.append(cents) }
    }
    #expect(profile.events.count == counts.count)
    for event in profile.events {
      #expect(event.count == counts[event.name])
      #expect(event.units == users[event.name]?.count)
    }
    let columns = Dictionary(uniqueKeysWithValues: profile.columns.map { ($0.name, $0) })
    #expect(columns["device"]?.top.allSatisfy { devices[$0.text] == $0.count } == true)
    #expect(columns["device"]?.distinct == 3)
    #expect(columns["campaign"]?.missing == withoutCampaign)
    let range = try #require(columns["revenue"]?.range)
    #expect(range.lowerBound == Double(revenue.min() ?? 0) / 100)
    #expect(range.upperBound == Double(revenue.max() ?? 0) / 100)
    #expect(columns["country"]?.range == nil)
  }

  @Test func `tells what is missing`() throws {
    var profile = profile()
    profile.summary.duplicates = 1
    profile.summary.droppedColumns = 1_200
    profile.summary.damages = [.init(file: "a.csv.gz", reason: "the compressed data are damaged")]
    let text = InspectReport().text(of: profile)
    #expect(
      text.contains(
        """
        Columns  user = user_id, time = ts, event = event
        Damaged  a.csv.gz: the compressed data are damaged; what follows is missing
        Left out 1 duplicate event, 1,200 columns with rare values or beyond the first
                 1,000 (keep with --columns)
        """))
    let data = Data(InspectReport().json(of: profile).utf8)
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(object["duplicates"] as? Int == 1)
    #expect(object["dropped_columns"] as? Int == 1_200)
    #expect((object["damaged"] as? [[String: String]])?.first?["file"] == "a.csv.gz")
  }

  @Test func `the JSON parses and agrees`() throws {
    let profile = profile()
    let data = Data(InspectReport().json(of: profile).utf8)
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let events = try #require(object["events"] as? [[String: Any]])
    #expect(events.map { $0["name"] as? String } == ["view", "buy"])
    #expect(events.map { $0["count"] as? Int } == [28, 12])
    #expect(events.map { $0["units"] as? Int } == [7, 3])
    let rejected = try #require(object["rejected"] as? [String: Any])
    #expect(rejected["count"] as? Int == 8)
    #expect((rejected["lines"] as? [Any])?.count == 8)
  }
}
