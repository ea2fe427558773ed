import FunnelDemo
import Testing

/// The planted stories, found again by plain counting over the events.
@Suite struct ShopStoryTests {
  /// What one user did, counted without the engine.
  struct User {
    var device = ""
    var campaign: String?
    var variant = ""
    var names: Set<ShopEvent.Name> = []
    var depth = 0
    var viewed: Bool { names.contains(.productView) }
    var bought: Bool { names.contains(.purchase) }
  }

  static let path: [ShopEvent.Name] = [
    .pageView, .productView, .addToCart, .beginCheckout, .addPaymentInfo, .purchase,
  ]

  static let users: [User] = {
    var users: [String: User] = [:]
    for event in ShopSimulation() {
      var user =
        users[event.user]
        ?? User(
          device: event.device, campaign: event.campaign, variant: event.variant)
      user.names.insert(event.name)
      if user.depth < path.count, path[user.depth] == event.name { user.depth += 1 }
      users[event.user] = user
    }
    return Array(users.values)
  }()

  private func share(_ part: (User) -> Bool, of whole: (User) -> Bool) -> Double {
    let all = Self.users.filter(whole)
    return Double(all.count(where: part)) / Double(all.count)
  }

  @Test func `the funnel narrows at every step and a few percent buy`() {
    let counts = (1...6).map { depth in Self.users.count { $0.depth >= depth } }
    #expect(zip(counts, counts.dropFirst()).allSatisfy { $0 > $1 })
    #expect((600...2400).contains(counts[5]), "counts \(counts)")
  }

  @Test func `mobile gives up at payment far more often than desktop`() {
    let mobile = share({ $0.depth >= 5 }, of: { $0.depth >= 4 && $0.device == "mobile" })
    let desktop = share({ $0.depth >= 5 }, of: { $0.depth >= 4 && $0.device == "desktop" })
    #expect((0.40...0.60).contains(mobile), "\(mobile)")
    #expect((0.80...0.90).contains(desktop), "\(desktop)")
  }

  @Test func `the giveaway's people look but almost never buy`() {
    let looks = share({ $0.viewed }, of: { $0.campaign == "spring_giveaway" })
    let othersLook = share({ $0.viewed }, of: { $0.campaign != "spring_giveaway" })
    let buys = share({ $0.bought }, of: { $0.campaign == "spring_giveaway" })
    let othersBuy = share({ $0.bought }, of: { $0.campaign != "spring_giveaway" })
    #expect(looks > othersLook - 0.1)
    #expect(buys < 0.01)
    #expect(othersBuy > 0.04)
  }

  @Test func `a newsletter signup goes with buying several times as often`() {
    let with = share({ $0.bought }, of: { $0.names.contains(.newsletterSignup) })
    let without = share({ $0.bought }, of: { !$0.names.contains(.newsletterSignup) })
    #expect(with > 3 * without, "\(with) against \(without)")
  }

  @Test func `closing the banner is common and says nothing about buying`() {
    let closed = share({ $0.names.contains(.bannerClose) }, of: { _ in true })
    let with = share({ $0.bought }, of: { $0.names.contains(.bannerClose) })
    let without = share({ $0.bought }, of: { !$0.names.contains(.bannerClose) })
    #expect((0.5...0.6).contains(closed))
    #expect(abs(with - without) < 0.008, "\(with) against \(without)")
  }

  @Test func `the treatment leads more carts to the checkout and changes nothing else`() {
    func rate(_ step: Int, _ variant: String) -> Double {
      share({ $0.depth > step }, of: { $0.depth >= step && $0.variant == variant })
    }
    let lift = rate(3, "treatment") - rate(3, "control")
    #expect((0.03...0.15).contains(lift), "\(lift)")
    for step in [1, 2, 4, 5] {
      #expect(abs(rate(step, "treatment") - rate(step, "control")) < 0.03, "step \(step)")
    }
    let treated = share({ $0.variant == "treatment" }, of: { _ in true })
    #expect((0.49...0.51).contains(treated))
  }

  @Test func `every story is told with a title and a sentence`() {
    #expect(DemoStory.all.count == 5)
    #expect(DemoStory.all.allSatisfy { !$0.title.isEmpty && $0.sentence.hasSuffix(".") })
  }
}
