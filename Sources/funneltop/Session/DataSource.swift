import FunnelCore

/// Where the dashboard's events come from.
enum DataSource {
  /// Files, or standard input as `-`.
  case files([String], ReadingOptions, follows: Bool)
  /// The simulated shop.
  case demo(users: Int, seed: UInt64)

  /// What the first line of the screen calls it.
  var name: String {
    switch self {
    case .demo: "demo shop"
    case .files(let paths, _, _):
      switch paths.count {
      case 1: paths[0] == "-" ? "standard input" : Self.lastComponent(of: paths[0])
      default: "\(paths.count) files"
      }
    }
  }

  private static func lastComponent(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
