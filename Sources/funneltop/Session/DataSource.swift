import Dashboard
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
      case 1: sourceWords(path: paths[0])
      default: "\(paths.count) files"
      }
    }
  }
}
