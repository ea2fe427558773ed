import FunnelSources
import Glibc

/// Notices what happens to a followed file besides growing, and says it once.
struct FileWatch {
  /// How many looks in a row must miss the file: a rotated one is missing for a moment.
  private static let patience = 50

  private let path: String
  private var rotations = 0
  private var truncations = 0
  private var missedLooks = 0

  init(path: String) { self.path = path }

  /// Returns what happened since the last look, or nil when nothing did.
  mutating func news(of follower: FileFollower) -> String? {
    let (rotations, truncations) = (follower.rotationCount, follower.truncationCount)
    let isReplaced = rotations > self.rotations
    let isCut = truncations > self.truncations
    (self.rotations, self.truncations) = (rotations, truncations)
    if isReplaced || isCut { missedLooks = 0 }
    if isReplaced {
      return "the file was replaced: the new one is read from its start, earlier events stay"
    }
    if isCut {
      return "the file was cut or rewritten: read again from its start, earlier events stay"
    }
    guard access(path, F_OK) != 0 else {
      defer { missedLooks = 0 }
      return missedLooks >= Self.patience ? "the file is back" : nil
    }
    missedLooks += 1
    return missedLooks == Self.patience ? "the file is gone: waiting for it to come back" : nil
  }
}
