/// Asks now and then, by the work done, whether a search was cancelled.
struct Pulse {
  /// About how many events are searched between two questions.
  private static let workPerQuestion = 1 << 14

  private let question: @Sendable () -> Bool
  private var work = 0
  /// Whether the answer was yes; it stays so.
  private(set) var isCancelled = false

  init(_ question: @escaping @Sendable () -> Bool) { self.question = question }

  /// Notes work on so many events; returns whether the search was cancelled.
  @inline(__always)
  @discardableResult
  mutating func isCancelled(after events: Int) -> Bool {
    work &+= events
    if work > Self.workPerQuestion { ask() }
    return isCancelled
  }

  /// Stops the search, whatever the answer.
  mutating func cancel() { isCancelled = true }

  private mutating func ask() {
    work = 0
    isCancelled = isCancelled || question()
  }
}
