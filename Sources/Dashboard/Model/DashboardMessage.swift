public import FunnelCore
public import TerminalUI

/// Something that happened.
public enum DashboardMessage: Sendable {
  /// A key was pressed.
  case key(Key)
  /// The screen has a new size.
  case resized(Size)
  /// More data, or news about reading it.
  case data(DataState)
  /// How far reading is by now, while there is no more data to show.
  case progressed(DataState.Progress)
  /// A funnel that fits the data was found; used when the user gave none.
  case proposed(FunnelDefinition)
  /// The source has been read; whether it is one that can grow and be followed.
  case canFollow(Bool)
  /// How many reach each step by the question with this number, ahead of its answer.
  case counted(id: Int, FunnelNumbers)
  /// The counts of the groups of that question's breakdowns, after those of the steps and ahead of the
  /// answer.
  case countedGroups(id: Int, [BreakdownNumbers])
  /// The answer to the question with this number; answers to older questions are dropped.
  case answered(id: Int, Result<FunnelResult, QueryError>)
  /// Something outside the dashboard went wrong; one to three lines for the user.
  case failed(String)
  /// Something about the data the user should know, in one line.
  case told(String)
  /// The time of day to show.
  case clock(String)
  /// An answer is taking long; move the spinner.
  case spinnerTick
}

/// Something the program shall do.
public enum DashboardEffect: Equatable, Sendable {
  /// Answer a question about the data of ``DashboardModel/generation``, after cancelling an older
  /// one, and report it with this number.
  case recompute(id: Int, FunnelQuery)
  /// Leave.
  case quit
  /// Stop the program until it is continued.
  case suspend
  /// Draw everything anew.
  case redraw
  /// Stop reading and keep what has been read.
  case stopLoading
  /// Begin or end following the file.
  case setFollowing(Bool)
}
