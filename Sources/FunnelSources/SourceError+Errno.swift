internal import Glibc

extension SourceError {
  /// The error for a failed system call, by the number it left.
  init(path: String, errorNumber: Int32) {
    switch errorNumber {
    case ENOENT, ENOTDIR: self = .notFound(path: path)
    case EISDIR: self = .directory(path: path)
    case EACCES, EPERM: self = .noPermission(path: path)
    default: self = .failed(path: path, reason: String(cString: strerror(errorNumber)))
    }
  }
}
