@testable import FunnelCore

/// One that entered: a unit, or one of its attempts.
struct ReferenceEntrant {
  /// The prepared events of its unit.
  var events: [ReferenceEvent]
  /// The positions of its steps among them.
  var chain: ReferenceChain
  var reason: LossReason?
}

extension ReferenceFunnel {
  /// Returns everyone who entered by the events of one unit.
  func entrants(_ log: [ReferenceEvent], dataEnd: Int64) -> [ReferenceEntrant] {
    let events = prepared(log)
    if countsAttempts { return attempts(events, dataEnd: dataEnd) }
    let removes = removesExcluded && exclusions.contains { !$0.isEmpty }
    let chain = removes ? unremovedChain(events) : reportedChain(events)
    if chain.isEmpty { return [] }
    let reason = lossReason(of: chain, events, dataEnd: dataEnd)
    return [ReferenceEntrant(events: events, chain: chain, reason: reason)]
  }

  /// Returns one attempt after the other: each is the chain of the first entry among the events
  /// that are left, and takes with it all events up to its end.
  private func attempts(_ events: [ReferenceEvent], dataEnd: Int64) -> [ReferenceEntrant] {
    var single = self
    single.firstEntryOnly = true
    var found: [ReferenceEntrant] = []
    var start = 0
    while start < events.count {
      let left = Array(events[start...])
      let chain = single.reportedChain(left)
      if chain.isEmpty { break }
      found.append(
        ReferenceEntrant(
          events: events, chain: chain.map { $0.map { $0 + start } },
          reason: single.lossReason(of: chain, left, dataEnd: dataEnd)))
      start += single.end(ofAttempt: chain, left)
    }
    return found
  }

  /// Returns the first position that can be of the next attempt.
  private func end(ofAttempt chain: ReferenceChain, _ events: [ReferenceEvent]) -> Int {
    if isComplete(chain) { return next(after: required(chain).last ?? 0, events) }
    // It lasts as long as any chain of its entry may still go on.
    let ends = candidates(events).map { end(of: required($0), events) }
    return max(ends.max() ?? 0, next(after: required(chain)[0], events))
  }

  /// Returns the first position after the moment of an event.
  private func next(after position: Int, _ events: [ReferenceEvent]) -> Int {
    events.indices.first { moment($0, events) > moment(position, events) } ?? events.count
  }

  /// Returns the position at which it is clear that a chain cannot go on.
  private func end(of chain: [Int], _ events: [ReferenceEvent]) -> Int {
    guard let entry = chain.first, let last = chain.last else { return 0 }
    let step = chain.count
    var position = next(after: last, events)
    while position < events.count {
      let end = next(after: position, events)
      let time = events[position].time
      let origin = windowFromPrevious ? last : entry
      if let window, time - events[origin].time > window { return position }
      if order != .any, let limit = limits[step], time - events[last].time > limit {
        return position
      }
      let instant = events[position..<end]
      // What is excluded belongs to the attempt it ends, what breaks a strict funnel does not.
      let excluded = order == .any ? exclusions.flatMap { $0 } : exclusion(after: step - 1)
      if instant.contains(where: { excluded.contains($0.name) }) { return end }
      if order != .any, instant.contains(where: { spoils($0, from: step - 1, to: step) }) {
        return position
      }
      position = end
    }
    return events.count
  }

  func exclusion(after step: Int) -> [String] { step < exclusions.count ? exclusions[step] : [] }
}
