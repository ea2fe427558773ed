/// What the screen calls a file: its last component, or what kind of stream it stands for.
///
/// A shell names the pipe of `<(command)` by a number, which says nothing.
public func sourceWords(path: String) -> String {
  if path == "-" || path == "/dev/stdin" { return "standard input" }
  for folder in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(folder) {
    return path == folder + "0" ? "standard input" : "pipe"
  }
  return path.split(separator: "/").last.map(String.init) ?? path
}
