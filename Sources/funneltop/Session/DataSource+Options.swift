import FunnelSources

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
    self = .files(paths, try options.reading(), follows: options.follows)
  }
}
