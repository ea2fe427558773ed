/// The way from one step to a later one, both counted from one.
public struct Hop: Hashable, Sendable {
  /// The step the way starts at.
  public var first: Int
  /// The step the way ends at.
  public var last: Int

  /// Creates the way between two steps.
  public init(first: Int, last: Int) {
    self.first = first
    self.last = last
  }
}
