import Dashboard

/// Measures how fast a followed file grows, and decides when a store of it is worth making.
struct FollowPace {
  private let initialEvents: Int
  private var lastEvents: Int
  private var lastTime = ContinuousClock.now
  private var nextTime = ContinuousClock.now
  private var rate = 0.0

  init(events: Int) {
    initialEvents = events
    lastEvents = events
  }

  /// Whether the rate shown is no longer true because nothing came for a while.
  var isRateStale: Bool { rate > 0 && lastTime.duration(to: .now) > .seconds(2) }

  /// Whether it is time for another store.
  ///
  /// Making one costs time in proportion to all events, not to the new ones; three times as long
  /// as the last one took passes before the next, so that following takes a quarter of a core.
  var isStoreDue: Bool { ContinuousClock.now >= nextTime }

  /// Takes in how long the last store took to make and to tell of.
  mutating func spent(_ cost: Duration) { nextTime = ContinuousClock.now + cost * 3 }

  /// Returns the rate since the last report, and what was added in all.
  mutating func report(events: Int) -> DataState.Following {
    let seconds = max(0.1, lastTime.duration(to: .now) / .seconds(1))
    rate = Double(events - lastEvents) / seconds
    lastEvents = events
    lastTime = .now
    return DataState.Following(eventsPerSecond: rate, added: events - initialEvents)
  }
}
