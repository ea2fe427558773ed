internal import Synchronization

/// Tells from which builder another one has its codes.
///
/// Whoever took over a builder's rows need not look up its texts again when it comes back with more;
/// but two copies of one builder may have given the same codes to different texts.
struct Lineage: Sendable {
  let number: UInt64
  /// The number of the builder that this one went on from.
  let parent: UInt64?

  private static let count = Atomic<UInt64>(0)

  init(after parent: Lineage? = nil) {
    number = Self.count.wrappingAdd(1, ordering: .relaxed).newValue
    self.parent = parent?.number
  }
}
