import Dashboard
import Dispatch
import FunnelCore
import FunnelDemo
import FunnelSources
import Glibc
import NCursesTerminal
import Synchronization

/// Reads events on a thread of its own and tells the dashboard how far it is.
///
/// While it reads, it makes a store of what is there so far, less often the more there is, so that
/// the funnel is on screen early and the whole costs little more than reading alone.
final class DataWorker: Sendable {
  private let source: DataSource
  /// The question the command line asks; without a funnel its funnel has no steps.
  private let query: FunnelQuery
  private let mailbox: Mailbox
  private let queue = DispatchQueue(label: "funneltop.data", qos: .userInitiated)
  private let shouldStop = Atomic<Bool>(false)
  private let isEnding = Atomic<Bool>(false)
  private let isFollowing: Atomic<Bool>
  /// Signalled when following begins or the program ends, so that nothing wakes in between.
  private let followingChanged = DispatchSemaphore(value: 0)

  init(source: DataSource, query: FunnelQuery, follows: Bool, mailbox: Mailbox) {
    self.source = source
    self.query = query
    self.mailbox = mailbox
    isFollowing = Atomic(follows)
  }

  /// Starts to read.
  func start() { queue.async { self.run() } }

  /// Stops reading and keeps what has been read.
  func stopLoading() { shouldStop.store(true, ordering: .relaxed) }

  /// Begins or ends showing what is appended to the file.
  func setFollowing(_ follows: Bool) {
    isFollowing.store(follows, ordering: .relaxed)
    followingChanged.signal()
  }

  /// Ends the worker because the program ends.
  func stop() {
    stopLoading()
    isEnding.store(true, ordering: .relaxed)
    followingChanged.signal()
  }

  private func run() {
    protectFromStackOverflow()
    var account = Account()
    do {
      switch source {
      case .demo(let users, let seed):
        let shop = ShopSimulation(users: users, seed: seed)
        let store = shop.makeStore()
        try query.checkGivenNames(in: store)
        publish(store, summary: shop.summary(of: store), &account)
        mailbox.post(.canFollow(false))
      case .files(let paths, let reading, _): try load(paths, reading, &account)
      }
    } catch {
      mailbox.post(Mail.failed(ErrorReport(error)))
    }
  }

  private func load(
    _ paths: [String], _ reading: ReadingOptions, _ account: inout Account
  ) throws {
    // Standard input is shown as it comes; there is no file to look at again.
    if paths.last == "-" { mailbox.post(.canFollow(false)) }
    let reader = EventFileReader(
      options: reading, isFollowing: true,
      awaitsEvents: isFollowing.load(ordering: .relaxed))
    var pace = LoadPace()
    var loaded: LoadedEvents? = try reader.load(paths: paths) { progress in
      if shouldStop.load(ordering: .relaxed) { return .stop }
      if pace.isReportDue(bytesRead: progress.bytesRead) {
        mailbox.post(.progressed(pace.report(progress)))
      }
      guard pace.isStoreDue(events: progress.rows, isPaused: progress.isPaused),
        let summary = progress.summary
      else { return .proceed }
      let cost = ContinuousClock().measure {
        guard let store = progress.makeStore() else { return }
        publish(store, summary: summary, progress: pace.report(progress), &account)
      }
      pace.spent(cost)
      return .proceed
    }
    let (summary, notes) = (loaded?.summary, loaded?.notes ?? [])
    let wasStopped = loaded?.wasStopped == true
    var store: EventStore?
    var follower: FileFollower?
    // The events move to the store: a copy kept here would double the memory.
    if loaded?.followedPath == nil {
      store = loaded.take()?.makeLastStore()
    } else {
      follower = try loaded.take()?.makeFollower()
      if summary != nil { store = follower?.makeStore() }
    }
    if let store, let summary {
      // A misspelt event or column is a mistake on the command line, best told where it was made.
      if !wasStopped { try query.checkGivenNames(in: store) }
      // A damaged snapshot is told as any file that cannot be read.
      try store.check(query.funnel.steps.isEmpty ? [.times, .events] : [.eventCounts])
      for note in notes { mailbox.post(.told(note)) }
      publish(store, summary: summary, isPartial: wasStopped, &account)
    }
    store = nil
    mailbox.post(.canFollow(follower != nil))
    if let follower, let path = paths.last {
      try follow(follower, path: path, from: summary?.events ?? 0, &account)
    }
  }

  /// Looks for appended lines many times a second until the program ends.
  private func follow(
    _ follower: FileFollower, path: String, from count: Int, _ account: inout Account
  ) throws {
    var pace = FollowPace(events: count)
    var watch = FileWatch(path: path)
    var hasNews = false
    while !isEnding.load(ordering: .relaxed) {
      guard isFollowing.load(ordering: .relaxed) else {
        followingChanged.wait()
        continue
      }
      // Together with the answer, what is appended is on the screen within two frames.
      usleep(20_000)
      if try follower.poll() { hasNews = true }
      if let news = watch.news(of: follower) { mailbox.post(.told(news)) }
      // When nothing came for a while the rate on the screen is no longer true.
      guard hasNews || pace.isRateStale, pace.isStoreDue, let summary = follower.summary else {
        continue
      }
      hasNews = false
      let cost = ContinuousClock().measure {
        guard let store = follower.makeStore() else { return }
        let following = pace.report(events: summary.events)
        publish(store, summary: summary, following: following, &account)
      }
      pace.spent(cost)
    }
  }

  /// What has been told so far.
  private struct Account {
    var generation = 0
    var hasProposed = false
  }

  private func publish(
    _ store: EventStore, summary: DataSummary, isPartial: Bool = false,
    progress: DataState.Progress? = nil, following: DataState.Following? = nil,
    _ account: inout Account
  ) {
    // A funnel is proposed from what is read; what is appended later does not change it.
    if query.funnel.steps.isEmpty, following == nil || !account.hasProposed,
      let funnel = proposedFunnel(for: store)
    {
      mailbox.post(.proposed(funnel))
      account.hasProposed = true
    }
    account.generation += 1
    var summary = summary
    summary.units = store.unitCount
    let state = DataState(
      summary: summary, store: store, isPartial: isPartial, progress: progress,
      following: following, generation: account.generation)
    mailbox.post(Mail.data(state, store))
  }
}
