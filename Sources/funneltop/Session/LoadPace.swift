import Dashboard
import FunnelSources

/// Decides when a store of what was read so far is worth making, and how fast reading goes.
struct LoadPace {
  private let start = ContinuousClock.now
  private var lastEvents = 0
  private var nextEvents = 1
  private var nextTime = ContinuousClock.now

  /// Whether enough has been read since the last store: half as much again, and a moment later.
  ///
  /// Making a store costs time in proportion to all events, so the intervals grow with them.
  /// While the source pauses there is time, and every event belongs on the screen.
  mutating func isStoreDue(events: Int, isPaused: Bool) -> Bool {
    let now = ContinuousClock.now
    guard isPaused ? events > lastEvents : events >= nextEvents && now >= nextTime else {
      return false
    }
    lastEvents = events
    nextEvents = events + max(1, events < 50_000 ? 1 : events)
    nextTime = now + .milliseconds(100)
    return true
  }

  /// Returns what the first line of the screen says about the load.
  func report(_ progress: LoadProgress) -> DataState.Progress {
    let seconds = max(0.001, (ContinuousClock.now - start) / .seconds(1))
    let fraction = progress.totalBytes.map { total in
      total == 0 ? 1 : min(1, Double(progress.bytesRead) / Double(total))
    }
    return DataState.Progress(
      fraction: fraction, eventsPerSecond: Double(progress.rows) / seconds,
      secondsLeft: fraction.flatMap { $0 > 0 ? seconds * (1 - $0) / $0 : nil })
  }
}

/// Measures how fast a followed file grows.
struct FollowPace {
  private let initialEvents: Int
  private var lastEvents: Int
  private var lastTime = ContinuousClock.now
  private var rate = 0.0

  init(events: Int) {
    initialEvents = events
    lastEvents = events
  }

  /// Whether the rate shown is no longer true because nothing came for a while.
  var isRateStale: Bool { rate > 0 && lastTime.duration(to: .now) > .seconds(2) }

  /// Returns the rate since the last report, and what was added in all.
  mutating func report(events: Int) -> DataState.Following {
    let seconds = max(0.1, lastTime.duration(to: .now) / .seconds(1))
    rate = Double(events - lastEvents) / seconds
    lastEvents = events
    lastTime = .now
    return DataState.Following(eventsPerSecond: rate, added: events - initialEvents)
  }
}
