import FunnelCore
import FunnelSources
import Glibc

/// A folder that exists for the length of a test.
final class TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/funneltop-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SourceError.notFound(path: "/tmp") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for name in names { unlink("\(path)/\(name)") }
    rmdir(path)
  }

  private var names: Set<String> = []

  func file(_ name: String) -> String {
    names.insert(name)
    return "\(path)/\(name)"
  }

  @discardableResult
  func write(_ bytes: [UInt8], to name: String, mode: String = "w") throws -> String {
    let path = file(name)
    guard let handle = fopen(path, mode) else { throw SourceError.notFound(path: path) }
    defer { fclose(handle) }
    fwrite(bytes, 1, bytes.count, handle)
    return path
  }

  @discardableResult
  func write(_ text: String, to name: String, mode: String = "w") throws -> String {
    try write(Array(text.utf8), to: name, mode: mode)
  }
}

/// The rows of a data set of some size that does not compress to nothing.
func rows(_ range: Range<Int>) -> String {
  range.map { "u\($0 &* 7919 % 1000),\(1_600_000_000 + $0),view\($0 % 3)\n" }.joined()
}

let header = "user,time,event\n"
