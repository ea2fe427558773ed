import FunnelSources
import Glibc

extension DataSource {
  /// The source the options name: files, standard input or the simulated shop.
  ///
  /// Throws when there is nothing to read or a file cannot be opened.
  init(_ options: Options) throws {
    guard !options.isDemo else {
      self = .demo(users: options.userCount, seed: options.seed)
      return
    }
    let paths = try options.inputPaths()
    // What cannot be opened is told before the screen is taken over or anything is read.
    for path in paths where path != "-" { try checkReadable(path) }
    if let output = options.output, let input = paths.first(where: { Self.isSame($0, output) }) {
      throw UsageError(
        message: "-o \(output) would replace \(input), which is being read; give another name.")
    }
    self = .files(paths, try options.reading(), follows: options.follows)
  }

  /// Whether two paths lead to the same file.
  private static func isSame(_ first: String, _ second: String) -> Bool {
    var (one, other) = (stat(), stat())
    guard first != "-", second != "-", stat(first, &one) == 0, stat(second, &other) == 0 else {
      return false
    }
    return one.st_ino == other.st_ino && one.st_dev == other.st_dev
      && one.st_mode & S_IFMT == S_IFREG
  }
}
