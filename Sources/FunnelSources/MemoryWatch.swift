internal import FunnelCore

/// Watches that the events find room in memory, and tells in time when they will not.
///
/// What is still to come is estimated from how memory grew over the later half of what was read:
/// by then the first values of each column have mostly been met.
struct MemoryWatch {
  /// How much memory there was when some bytes had been read.
  private struct Sample {
    var bytesRead: Int
    var resident: Int
  }

  /// Growth below this says nothing about what is still to come.
  private static let leastGrowth = 32 << 20

  /// How many bytes the user allows, or nil for what the machine has.
  let limit: Int?
  private let figures: MemoryFigures
  private var samples: [Sample] = []

  init(limit: Int?, figures: MemoryFigures = .system) {
    self.limit = limit
    self.figures = figures
    samples = [Sample(bytesRead: 0, resident: figures.resident())]
  }

  /// Checks that the events of a loader, and those that follow, find room.
  ///
  /// The path is that of the file that is read; of all files so many bytes were read, out of as many
  /// in all where that is known.
  ///
  /// - Throws: `SourceError.tooMuchMemory` when they do not.
  mutating func check(
    _ loader: EventLoader, path: String, bytesRead: Int, totalBytes: Int?
  ) throws(SourceError) {
    let resident = figures.resident()
    if let limit, resident > limit {
      throw .tooMuchMemory(path: path, needed: nil, limit: limit, isGiven: true)
    }
    guard let room = limit.map({ $0 - resident }) ?? figures.available() else { return }
    let fraction = totalBytes.map { min(1, Double(bytesRead) / Double(max(1, $0))) } ?? 1
    var needed = Double(loader.storeBytes) / max(fraction, 1e-6)
    if let totalBytes { needed += growth(to: totalBytes, from: bytesRead, resident) }
    if let last = samples.last, bytesRead > last.bytesRead + last.bytesRead / 16 {
      samples.append(Sample(bytesRead: bytesRead, resident: resident))
    }
    // What follows may be unlike what came before: only what is far too much is refused early.
    let tolerance = fraction < 0.5 ? 2 : fraction < 1 ? 1.25 : 1
    guard resident - samples[0].resident >= Self.leastGrowth || fraction == 1,
      needed > Double(room) * tolerance
    else { return }
    throw .tooMuchMemory(
      path: path, needed: resident + Int(min(needed, 1e18)), limit: resident + room,
      isGiven: limit != nil)
  }

  /// Returns how much memory is likely to grow while the rest is read.
  private func growth(to totalBytes: Int, from bytesRead: Int, _ resident: Int) -> Double {
    guard let middle = samples.last(where: { $0.bytesRead <= bytesRead / 2 }),
      bytesRead > middle.bytesRead
    else { return 0 }
    let slope = Double(resident - middle.resident) / Double(bytesRead - middle.bytesRead)
    return max(0, slope) * Double(max(0, totalBytes - bytesRead))
  }
}
