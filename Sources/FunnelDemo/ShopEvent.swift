public import FunnelCore

/// One thing somebody did in the simulated shop.
public struct ShopEvent: Hashable, Sendable {
  /// What was done; the raw value is the event name in the data.
  public enum Name: String, Hashable, Sendable, CaseIterable {
    case sessionStart = "session_start"
    case pageView = "page_view"
    case productView = "product_view"
    case search
    case addToCart = "add_to_cart"
    case beginCheckout = "begin_checkout"
    case addPaymentInfo = "add_payment_info"
    case purchase
    case newsletterSignup = "newsletter_signup"
    case wishlistAdd = "wishlist_add"
    case reviewRead = "review_read"
    case bannerClose = "banner_close"
    case couponApply = "coupon_apply"
    case supportChat = "support_chat"
  }

  /// The id of the person.
  public var user: String
  /// The moment, in whole milliseconds.
  public var time: Timestamp
  /// What was done.
  public var name: Name
  /// The id of the session.
  public var session: String
  /// `desktop`, `mobile` or `tablet`.
  public var device: String
  /// Where the session came from.
  public var source: String
  /// The campaign that brought the session, if one did.
  public var campaign: String?
  /// The person's country as a two-letter code.
  public var country: String
  /// The person's side of the A/B test: `control` or `treatment`.
  public var variant: String
  /// The product concerned, if it is about one.
  public var product: String?
  /// The page on which it happened.
  public var page: String?
  /// What a purchase brought, in cents.
  public var revenueInCents: Int?

  /// What a purchase brought, with two decimals.
  public var revenue: String? {
    revenueInCents.map { cents in
      let fraction = String(cents % 100)
      return "\(cents / 100)." + (fraction.utf8.count < 2 ? "0" + fraction : fraction)
    }
  }

  /// The names of the columns in files, in order.
  public static let columnNames =
    ["user_id", "timestamp", "event"] + propertyNames

  /// The names of the columns other than user, time and event.
  static let propertyNames = [
    "session_id", "device", "source", "campaign", "country", "variant", "product", "page",
    "revenue",
  ]

  /// The values of ``propertyNames``; nil where one is missing.
  var propertyValues: [String?] {
    [session, device, source, campaign, country, variant, product, page, revenue]
  }
}
