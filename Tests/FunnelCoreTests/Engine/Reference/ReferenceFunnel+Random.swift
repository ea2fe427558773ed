@testable import FunnelCore

extension ReferenceFunnel {
  /// What is counted of a unit, and how moments are told apart.
  enum Counting: CaseIterable {
    case plain, attempts, removed, rounded, roundedAttempts, roundedRemoved
  }

  /// Returns a funnel of any rules that can be counted so.
  static func random(_ counting: Counting, _ random: inout SeededGenerator) -> ReferenceFunnel {
    var funnel = EveryRuleTests.funnel(&random)
    funnel.boundsEveryEvent = random.chance(4)
    switch counting {
    case .plain: break
    case .attempts, .roundedAttempts: funnel.countAttempts()
    case .removed, .roundedRemoved: funnel.removeExcluded(&random)
    case .rounded: break
    }
    switch counting {
    case .plain, .attempts, .removed: break
    case .rounded, .roundedAttempts, .roundedRemoved:
      funnel.usesFileOrder = false
      funnel.rounding = random.pick([2, 3])
    }
    return funnel
  }

  private mutating func countAttempts() {
    countsAttempts = true
    (firstEntryOnly, holdsValue) = (false, false)
    optional = steps.map { _ in false }
  }

  private mutating func removeExcluded(_ random: inout SeededGenerator) {
    removesExcluded = true
    (firstEntryOnly, holdsValue, windowFromPrevious) = (false, false, false)
    usesFileOrder = false
    limits = steps.map { _ in nil }
    counts = steps.map { _ in 1 }
    optional = steps.map { _ in false }
    // How a strict funnel takes ties and exclusions is told by no product.
    if order == .strict { order = .loose }
    ignored = []
    let hops = 0..<max(0, steps.count - 1)
    exclusions = hops.map { _ in order == .any || random.chance(2) ? ["x"] : [] }
  }
}
