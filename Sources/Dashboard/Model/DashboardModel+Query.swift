import FunnelCore

extension DashboardModel {
  /// Changes the question in a way that can be undone, and asks it.
  mutating func change(_ edit: (inout FunnelQuery) -> Void) -> [DashboardEffect] {
    var next = query
    edit(&next)
    guard next != query else { return [] }
    do { try next.checkMeaning() } catch {
      refuse(error)
      return []
    }
    undoStack.append(query)
    query = next
    redoStack = []
    clampSelection()
    return ask()
  }

  mutating func undo() -> [DashboardEffect] {
    guard let earlier = undoStack.popLast() else {
      notice = "nothing to undo"
      return []
    }
    redoStack.append(query)
    return restore(earlier, notice: "undone; U brings it back")
  }

  mutating func redo() -> [DashboardEffect] {
    guard let later = redoStack.popLast() else {
      notice = "nothing to redo"
      return []
    }
    undoStack.append(query)
    return restore(later, notice: "redone")
  }

  private mutating func restore(_ query: FunnelQuery, notice: String) -> [DashboardEffect] {
    self.query = query
    self.notice = notice
    clampSelection()
    return ask()
  }

  /// Makes the selected group of a segment pane a filter.
  mutating func drill(into index: Int) -> [DashboardEffect] {
    let groups = groups(index)
    guard !groups.isEmpty else {
      notice = "no group to filter by yet"
      return []
    }
    let group = groups[selectedRow(index, in: groups)]
    let columns = query.breakdowns[index].columns
    let segment: Segment
    switch group.kind {
    case .values(let values): segment = Segment(columns: columns, values: values)
    case .notSet: segment = Segment(columns: columns, values: columns.map { _ in nil })
    case .didNotReach:
      notice = "those who did not reach the step have no value to filter by"
      return []
    case .other(let count):
      notice = "(other) is \(count) groups together and cannot be a filter; choose a single group"
      return []
    }
    guard !query.segments.contains(segment) else {
      notice = "these are already only those who \(segment.words(glyphs))"
      return []
    }
    keepGap(of: group, segment: segment)
    let done = "only those who \(segment.words(glyphs)); Esc takes it back"
    // The story of the group says more than what the key did, which the line of the rules shows.
    noticeWordings = drilledGap?.sentences ?? [done]
    return change { $0.segments.append(segment) }
  }

  /// The windows `<` and `>` go through, the one started with among them; nil is no limit.
  static func windows(with custom: Microseconds?) -> [Microseconds?] {
    let hours: [Int64] = [1, 6, 12, 24, 72, 168, 336, 720, 2160]
    var lengths = Set(hours.map { Microseconds(seconds: $0 * 3600) })
    if let custom { lengths.insert(custom) }
    return lengths.sorted().map(Optional.some) + [nil]
  }

  /// Takes the next narrower or wider window.
  mutating func changeWindow(by step: Int) -> [DashboardEffect] {
    let current = windows.firstIndex(of: query.rules.window) ?? windows.count - 1
    let next = current + step
    guard windows.indices.contains(next) else {
      notice = step < 0 ? "this is the narrowest window" : "there is no wider window than no limit"
      return []
    }
    notice = "window: \(windows[next].map { windowWords($0) } ?? "no time limit")"
    let window = windows[next]
    return change { $0.rules.window = window }
  }
}
