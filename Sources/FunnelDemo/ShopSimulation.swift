public import FunnelCore

/// A simulated web shop in January 2026: people who come, look around, and sometimes buy.
///
/// The same number of users and seed give the same events on every machine, and the first users
/// of a larger shop are those of a smaller one. Events come user by user, in time order within
/// each user; only one user's events are in memory at a time. ``DemoStory`` lists what can be found.
public struct ShopSimulation: Sequence, Sendable {
  /// The number of users when none is asked for.
  public static let defaultUsers = 20_000
  /// The seed when none is given.
  public static let defaultSeed: UInt64 = 2026

  /// The shop's own funnel, from the first page to the purchase.
  public static let funnel = FunnelDefinition(
    steps: [
      ShopEvent.Name.pageView, .productView, .addToCart, .beginCheckout, .addPaymentInfo, .purchase,
    ].map { FunnelStep(matchers: [EventMatcher(name: .exact($0.rawValue))]) })

  /// The midnight with which the simulated month starts (2026-01-01T00:00:00Z).
  public static let start = Timestamp(rawValue: 1_767_225_600 * 1_000_000)
  /// The midnight before which the simulated month ends (2026-02-01T00:00:00Z).
  public static let end = start + .days(Int64(days))
  static let days = 31

  /// The number of users.
  public let users: Int
  /// The seed of all chance.
  public let seed: UInt64

  /// Creates the shop with a number of users and a seed.
  public init(users: Int = defaultUsers, seed: UInt64 = defaultSeed) {
    self.users = Swift.max(0, users)
    self.seed = seed
  }

  /// Starts with the first event of the first user.
  public func makeIterator() -> Iterator { Iterator(simulation: self) }

  /// Steps through the events of one user after another.
  public struct Iterator: IteratorProtocol, Sendable {
    private let simulation: ShopSimulation
    private var nextUser = 0
    private var events: [ShopEvent] = []
    private var position = 0

    init(simulation: ShopSimulation) { self.simulation = simulation }

    /// Returns the next event, or nil after the last one.
    ///
    /// - Complexity: O(1) on average.
    public mutating func next() -> ShopEvent? {
      while position == events.count {
        guard nextUser < simulation.users else { return nil }
        var shopper = Shopper(number: nextUser, seed: simulation.seed)
        events = shopper.visits()
        position = 0
        nextUser += 1
      }
      position += 1
      return events[position - 1]
    }
  }
}
