/// What the words of an event's name say about its place in a funnel.
struct EventNameHints {
  /// How much the name sounds like a goal, from 0 to 3.
  let goal: Double
  /// Whether the name sounds like a visit's beginning or a stage on the way to a goal.
  let isStage: Bool
  /// Whether the event is technical or undoes something, so no step of a funnel.
  let isNoise: Bool

  init(_ name: String) {
    let words = Self.words(of: name)
    let joined = words.joined()
    let known = Set(words)
    func holds(_ list: [String]) -> Bool {
      list.contains { $0.count > 5 ? joined.contains($0) : known.contains($0) }
    }
    isNoise = holds(Self.noise) || words.first == "set"
    if isNoise {
      goal = 0
    } else if holds(Self.entries) {
      goal = holds(Self.strongGoals) ? 1 : 0
    } else {
      goal = holds(Self.strongGoals) ? 3 : holds(Self.weakGoals) ? 1 : 0
    }
    isStage = holds(Self.entries) || holds(Self.stages) || holds(Self.weakGoals)
  }

  /// Words longer than five letters count anywhere in a name, shorter ones only as a whole word.
  private static let strongGoals = [
    "purchase", "order", "orders", "ordered", "transaction", "confirmation", "thank", "thanks",
    "thankyou", "won", "signup", "signedup", "register", "registration", "subscribe",
    "subscription", "convert", "conversion", "paid", "bought", "checkoutcomplete",
    "paymentsuccess", "completecheckout", "booked",
  ]
  private static let weakGoals = [
    "checkout", "payment", "complete", "success", "submit", "booking", "install", "activate",
    "upgrade", "trial",
  ]
  private static let entries = [
    "view", "views", "viewed", "visit", "visited", "home", "homepage", "landing", "pageview",
    "sessionstart", "impression", "open", "opened",
  ]
  private static let stages = [
    "cart", "addtocart", "basket", "product", "detail", "details", "search", "shipping",
    "pricing", "quote", "form", "contact", "lead",
  ]
  private static let noise = [
    "ping", "heartbeat", "scroll", "identify", "error", "errors", "autocapture", "exception",
    "pageleave", "cancel", "cancelled", "canceled", "refund", "failed", "fail", "failure",
    "remove", "removed", "removefrom", "abandon", "unsubscribe", "favicon", "robots",
  ]

  /// Cuts a name into lowercase words, at signs and where a capital follows a small letter.
  private static func words(of name: String) -> [String] {
    var words: [String] = []
    var word = ""
    var wasSmall = false
    for character in name {
      let isLetter = character.isLetter
      if !isLetter || (wasSmall && character.isUppercase) {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
      if isLetter { word += character.lowercased() }
      wasSmall = character.isLowercase
    }
    if !word.isEmpty { words.append(word) }
    return words
  }
}
