internal import Glibc

/// Checks that a path names something that can be read, without reading: a pipe keeps its bytes.
///
/// Throws when there is no such file, when it is a directory, or when it may not be read.
public func checkReadable(_ path: String) throws(SourceError) {
  var status = stat()
  guard stat(path, &status) == 0 else { throw SourceError(path: path, errorNumber: errno) }
  if status.st_mode & S_IFMT == S_IFDIR { throw .directory(path: path) }
  guard access(path, R_OK) == 0 else { throw SourceError(path: path, errorNumber: errno) }
}
