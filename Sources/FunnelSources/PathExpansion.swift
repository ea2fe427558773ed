internal import Glibc

/// Replaces patterns such as `logs/*.csv` by the files they match, in order of their names.
///
/// What exists as a file, standard input, and patterns that match nothing stay as they are.
public func expandPaths(_ paths: [String]) -> [String] {
  paths.flatMap { path -> [String] in
    if path == "-" || access(path, F_OK) == 0 { return [path] }
    var matches = glob_t()
    defer { globfree(&matches) }
    guard glob(path, GLOB_TILDE, nil, &matches) == 0, let first = matches.gl_pathv else {
      return [path]
    }
    return (0..<Int(matches.gl_pathc)).compactMap { first[$0].map { String(cString: $0) } }
  }
}
