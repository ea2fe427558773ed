/// Tells from which builder another one has its codes.
///
/// Whoever took over a builder's rows need not look up its texts again when it comes back with more;
/// but two copies of one builder may have given the same codes to different texts.
final class Lineage: Sendable {
  /// The builder that this one went on from.
  let parent: Lineage?

  init(after parent: Lineage? = nil) { self.parent = parent }
}
