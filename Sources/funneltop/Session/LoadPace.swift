import Dashboard
import FunnelSources

/// Decides when a store of what was read so far is worth making, and how fast reading goes.
struct LoadPace {
  private let start = ContinuousClock.now
  private var lastEvents = 0
  private var nextEvents = 1
  private var nextTime = ContinuousClock.now
  private var nextReport = ContinuousClock.now
  private var reportedBytes = 0

  /// Whether enough has been read since the last store: twice as much or more, and a moment later.
  ///
  /// Making a store costs time in proportion to all events, so the intervals grow with them. A large
  /// file is read so fast that a few stores on the way are enough.
  /// While the source pauses there is time, and every event soon belongs on the screen.
  mutating func isStoreDue(events: Int, isPaused: Bool) -> Bool {
    guard events >= (isPaused ? lastEvents + 1 : nextEvents), ContinuousClock.now >= nextTime else {
      return false
    }
    lastEvents = events
    let growth = events < 50_000 ? 0 : events < 1_000_000 ? events : events * 3
    nextEvents = events + max(1, growth)
    return true
  }

  /// Whether it is time to say how far reading is: a few times a second, and only when it went on.
  mutating func isReportDue(bytesRead: Int) -> Bool {
    guard bytesRead > reportedBytes, ContinuousClock.now >= nextReport else { return false }
    reportedBytes = bytesRead
    nextReport = ContinuousClock.now + .milliseconds(200)
    return true
  }

  /// Takes in how long the last store took; a slow trickle shall not spend its time on stores.
  mutating func spent(_ cost: Duration) {
    nextTime = ContinuousClock.now + max(.milliseconds(100), cost * 3)
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
