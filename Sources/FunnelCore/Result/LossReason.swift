/// Why a unit that entered did not get further; the first that holds, in this order.
public enum LossReason: UInt8, Hashable, Sendable, CaseIterable {
  /// Without exclusions it would have got further.
  case excluded
  /// Without the window and the limits of single hops it would have got further.
  case late
  /// Its window had not ended at the last moment of the data.
  case open
  /// In any order, the next step and all before it are there.
  case outOfOrder
  /// None of these: the next step never came.
  case left

  /// The reason's name in reports and on the command line.
  public var name: String {
    switch self {
    case .excluded: "excluded"
    case .late: "late"
    case .open: "open"
    case .outOfOrder: "out_of_order"
    case .left: "left"
    }
  }
}

/// How many units were lost for each reason.
public struct LossReasons: Hashable, Sendable {
  private var counts = Array(repeating: 0, count: LossReason.allCases.count)

  /// Creates counts of zero.
  public init() {}

  /// The number of units lost for a reason.
  public subscript(reason: LossReason) -> Int {
    get { counts[Int(reason.rawValue)] }
    set { counts[Int(reason.rawValue)] = newValue }
  }

  /// The number of units lost for any reason.
  public var total: Int { counts.reduce(0, +) }
}
