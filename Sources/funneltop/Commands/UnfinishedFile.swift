import Glibc

/// The file that a signal ending the program shall take away with it.
enum UnfinishedFile {
  // Written once, before the handlers that read it are installed.
  nonisolated(unsafe) private static var path: UnsafeMutablePointer<CChar>?

  /// Removes the file, by calls that are safe in a signal handler.
  static func remove() {
    if let path { unlink(path) }
  }

  /// Removes the file when the user or the system ends the program.
  ///
  /// A signal that whoever started the program has ignored, as nohup does, stays ignored.
  static func removeOnSignal(_ file: String) {
    path = strdup(file)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      let previous = signal(number) { number in
        // Only calls that are safe in a signal handler.
        UnfinishedFile.remove()
        signal(number, SIG_DFL)
        raise(number)
      }
      let ignoring = unsafeBitCast(SIG_IGN, to: Int.self)
      if unsafeBitCast(previous, to: Int.self) == ignoring { signal(number, SIG_IGN) }
    }
  }
}
