import FunnelCore

/// One person of the simulated shop, with the habits that decide what happens.
struct Shopper {
  var random: RandomSource
  let id: String
  let usualDevice: String
  let country: String
  let isInTreatment: Bool
  /// Some come to buy, most come to look.
  let isKeen: Bool
  /// Came for the giveaway, at first and ever after.
  let isAfterGiveaway: Bool
  let firstSource: String
  let firstCampaign: String?
  let signsUp: Bool
  let closesBanner: Bool
  /// What an earlier visit left in the cart.
  var savedCart: [ShopCatalogue.Product] = []

  init(number: Int, seed: UInt64) {
    var random = RandomSource(seed: seed, stream: number)
    let digits = String(number + 1)
    id = "u" + String(repeating: "0", count: Swift.max(0, 6 - digits.utf8.count)) + digits
    usualDevice = random.pick(ShopCatalogue.devices)
    country = random.pick(ShopCatalogue.countries)
    isInTreatment = random.chance(500)
    firstSource = random.pick(ShopCatalogue.sources)
    firstCampaign = ShopCatalogue.campaigns[firstSource].flatMap { random.pick($0) }
    isAfterGiveaway = firstCampaign == ShopCatalogue.giveaway
    isKeen = !isAfterGiveaway && random.chance(220)
    signsUp = random.chance(isKeen ? 380 : 25)
    // Drawn apart from everything else: closing the banner must mean nothing.
    closesBanner = random.chance(550)
    self.random = random
  }

  /// Returns everything this person did in the month, in time order.
  mutating func visits() -> [ShopEvent] {
    var events: [ShopEvent] = []
    var day = random.below(ShopSimulation.days)
    var sessions = 1
    while sessions < 7, random.chance(isKeen ? 520 : 300) { sessions += 1 }
    for number in 1...sessions {
      guard day < ShopSimulation.days else { break }
      let start = startOfSession(on: day, after: events.last?.time)
      var visit = ShopVisit(shopper: self, number: number, start: start)
      visit.walk()
      random = visit.random
      savedCart = visit.cart
      events += visit.events
      day += 1 + random.below(number == 1 ? 4 : 8)
    }
    // The data ends with the month, in the middle of a session if need be.
    return events.filter { $0.time < ShopSimulation.end }
  }

  /// Returns a likely moment of the day, at least half an hour and a bit after the last session.
  private mutating func startOfSession(on day: Int, after last: Timestamp?) -> Timestamp {
    let hour = random.pick(ShopCatalogue.hours)
    let milliseconds = Int64(random.below(3_600_000))
    let offset = Int64(day * 24 + hour) * 3_600_000 + milliseconds
    let start = ShopSimulation.start + Microseconds(rawValue: offset * 1000)
    guard let last else { return start }
    return Swift.max(start, last + Microseconds(seconds: 1860))
  }
}
