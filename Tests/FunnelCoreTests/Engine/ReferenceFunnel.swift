/// One event of a reference log.
struct ReferenceEvent: Equatable {
  var time: Int64
  var name: String
}

/// A funnel as plainly as it can be put: names per step (`*` for any event), limits in time units.
struct ReferenceFunnel {
  var steps: [[String]]
  var window: Int64?
  /// The limit of the hop into each step.
  var limits: [Int64?]
  var firstEntryOnly = false
  var from: Int64?
  var until: Int64?

  init(
    _ steps: [[String]], window: Int64? = nil, limits: [Int64?] = [], firstEntryOnly: Bool = false,
    from: Int64? = nil, until: Int64? = nil
  ) {
    self.steps = steps
    self.window = window
    self.limits = limits + Array(repeating: nil, count: max(0, steps.count - limits.count))
    self.firstEntryOnly = firstEntryOnly
    self.from = from
    self.until = until
  }

  func matches(_ event: ReferenceEvent, _ step: Int) -> Bool {
    steps[step].contains("*") || steps[step].contains(event.name)
  }

  func mayEnter(_ event: ReferenceEvent) -> Bool {
    matches(event, 0) && event.time >= from ?? .min && (until.map { event.time < $0 } ?? true)
  }

  /// Returns the times of the reported chain, found by trying every chain of different events.
  func reported(_ events: [ReferenceEvent]) -> [Int64] {
    let firstEntry = events.filter(mayEnter).map(\.time).min()
    var best: [Int64] = []
    var used = Array(repeating: false, count: events.count)
    func extend(_ times: [Int64]) {
      if times.count > best.count || (times.count == best.count && precedes(times, best)) {
        best = times
      }
      guard times.count < steps.count else { return }
      for (index, event) in events.enumerated() where !used[index] {
        guard matches(event, times.count) else { continue }
        if let entry = times.first, let previous = times.last {
          guard event.time >= previous else { continue }
          if let window, event.time - entry > window { continue }
          if let limit = limits[times.count], event.time - previous > limit { continue }
        } else {
          guard mayEnter(event) else { continue }
          if firstEntryOnly, event.time != firstEntry { continue }
        }
        used[index] = true
        extend(times + [event.time])
        used[index] = false
      }
    }
    extend([])
    return best
  }

  private func precedes(_ left: [Int64], _ right: [Int64]) -> Bool {
    left.lexicographicallyPrecedes(right)
  }
}
