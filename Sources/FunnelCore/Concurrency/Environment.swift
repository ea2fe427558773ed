// What only the C library tells.
internal import Glibc

/// What the process was started with.
enum Environment {
  /// The number of processors that are switched on.
  static var processorCount: Int { sysconf(Int32(_SC_NPROCESSORS_ONLN)) }

  /// Returns the value of an environment variable, or nil where it is not set.
  static func value(of name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
