import FunnelCore

/// One session in the simulated shop, from the landing page to wherever it ends.
struct ShopVisit {
  let shopper: Shopper
  let number: Int
  var random: RandomSource
  var events: [ShopEvent] = []
  /// What every event of the session has in common, with the time of the latest.
  private var latest: ShopEvent
  /// What lies in the cart; it stays there until it is bought.
  private(set) var cart: [ShopCatalogue.Product]

  init(shopper: Shopper, number: Int, start: Timestamp) {
    var random = shopper.random
    let isSameDevice = number == 1 || random.chance(850)
    let device = isSameDevice ? shopper.usualDevice : random.pick(ShopCatalogue.devices)
    var source = shopper.firstSource
    var campaign = shopper.firstCampaign
    if number > 1, !shopper.isAfterGiveaway {
      source = random.pick(ShopCatalogue.returningSources)
      campaign = ShopCatalogue.campaigns[source].flatMap { random.pick($0) }
      // Nobody who came for another reason turns up in the giveaway later.
      if campaign == ShopCatalogue.giveaway { campaign = nil }
    }
    latest = ShopEvent(
      user: shopper.id, time: start, name: .sessionStart, session: "\(shopper.id)-\(number)",
      device: device, source: source, campaign: campaign, country: shopper.country,
      variant: shopper.isInTreatment ? "treatment" : "control")
    cart = shopper.savedCart
    self.shopper = shopper
    self.number = number
    self.random = random
  }

  /// Goes through the session and leaves its events in ``events``.
  mutating func walk() {
    let page = random.pick(ShopCatalogue.landingPages)
    latest.page = page
    events.append(latest)
    add(.pageView, afterTypically: 0.6, page: page)
    // Only on the first visit, so that returning often does not make the banner meaningful.
    if number == 1, shopper.closesBanner { add(.bannerClose, afterTypically: 4) }
    if random.chance(shopper.isKeen ? 80 : 300) { return }
    if number == 1, shopper.signsUp { add(.newsletterSignup, afterTypically: 25) }
    // A full cart from an earlier visit often leads straight to the checkout, days after it was filled.
    if cart.isEmpty || random.chance(400) { browse() }
    if !cart.isEmpty { checkOut() }
  }

  private mutating func browse() {
    var looks = 1
    while looks < 8, random.chance(shopper.isKeen ? 550 : 420) { looks += 1 }
    for look in 0..<looks {
      if random.chance(160) {
        add(.search, afterTypically: 8, page: "/search")
      } else if look > 0, random.chance(250) {
        add(.pageView, afterTypically: 12, page: random.pick(ShopCatalogue.landingPages))
      }
      let product = ShopCatalogue.products[random.below(ShopCatalogue.products.count)]
      add(.productView, afterTypically: 14, page: product.page, product: product)
      if random.chance(200) { add(.reviewRead, afterTypically: 22, product: product) }
      if random.chance(60) { add(.wishlistAdd, afterTypically: 9, product: product) }
      let appetite = shopper.isAfterGiveaway ? 15 : shopper.isKeen ? 400 : 105
      guard random.chance(appetite) else { continue }
      add(.addToCart, afterTypically: 18, product: product)
      cart.append(product)
    }
    if random.chance(30) { add(.supportChat, afterTypically: 40) }
  }

  private mutating func checkOut() {
    add(.pageView, afterTypically: 10, page: "/cart")
    guard random.chance(shopper.isInTreatment ? 690 : 590) else { return }
    add(.beginCheckout, afterTypically: 20, page: "/checkout")
    let hasCoupon = random.chance(150)
    if hasCoupon { add(.couponApply, afterTypically: 15) }
    let patience = ["mobile": 430, "tablet": 720][latest.device] ?? 840
    guard random.chance(patience) else { return }
    // Typing an address and a card number is slow, slower still on a small screen.
    add(
      .addPaymentInfo, afterTypically: latest.device == "mobile" ? 110 : 60, page: "/checkout/pay")
    guard random.chance(shopper.isAfterGiveaway ? 300 : 880) else { return }
    add(.purchase, afterTypically: 25, page: "/thank-you", product: cart.first)
    let full = cart.reduce(0) { $0 + $1.cents }
    events[events.count - 1].revenueInCents = hasCoupon ? full - full / 10 : full
    cart = []
  }

  private mutating func add(
    _ name: ShopEvent.Name, afterTypically seconds: Double, page: String? = nil,
    product: ShopCatalogue.Product? = nil
  ) {
    latest.name = name
    latest.time = latest.time + Microseconds(rawValue: random.pause(typically: seconds) * 1000)
    latest.product = product?.name
    if let page { latest.page = page }
    events.append(latest)
  }
}
