import FunnelCore

extension DashboardModel {
  /// Begins or ends following, or says why it cannot be done.
  mutating func toggleFollowing() -> [DashboardEffect] {
    guard canFollow != false else {
      notice = Self.cannotFollow
      return []
    }
    isFollowing.toggle()
    if !isFollowing {
      data?.following = nil
      newestData?.following = nil
      notice = "no longer following"
    } else if canFollow == nil {
      notice = "what is appended will be shown once all has been read"
    } else {
      notice = "following: what is appended is shown"
    }
    return [.setFollowing(isFollowing)]
  }

  /// Takes in whether there is anything to follow.
  mutating func learn(canFollow: Bool) {
    self.canFollow = canFollow
    guard !canFollow, isFollowing else { return }
    isFollowing = false
    notice = Self.cannotFollow
  }

  private static let cannotFollow =
    "only plain files can be followed; a pipe is shown as it comes"
}
