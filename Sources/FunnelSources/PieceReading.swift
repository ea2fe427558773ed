internal import Dispatch
internal import FunnelCore
internal import Synchronization

/// Reads the pieces of a file that can only be fetched in order, several at a time.
///
/// Like ``ConcurrentReading`` it cuts where rows seem to start, checks that they do, and otherwise
/// reads again in order; so the result does not depend on the cuts.
struct PieceReading {
  /// A place in some pieces.
  private struct Place {
    var piece: Int
    var offset: Int
  }

  private let cutting: ConcurrentReading.Cutting
  /// What read the stretches before; whoever goes on from it knows the texts that came there.
  private var workers: [EventLoader] = []
  private var failures = 0

  init(_ cutting: ConcurrentReading.Cutting) { self.cutting = cutting }

  /// Reads pieces that follow those read before.
  mutating func read(
    _ pieces: [ReadAhead.Piece], into loader: inout EventLoader
  ) throws(LoadError) {
    let length = pieces.reduce(0) { $0 + $1.count }
    let start = Place(piece: 0, offset: 0)
    guard length >= cutting.leastLength, failures < 3 else {
      return try feed(pieces, from: start, into: &loader)
    }
    let unfinished = loader.takeUnfinishedRow()
    guard let fork = loader.forked() else {
      try loader.feed(unfinished.span)
      return try feed(pieces, from: start, into: &loader)
    }
    let cuts = [start] + cuts(in: pieces, length: length, fork)
    guard cuts.count > 2 else {
      failures += 1
      try loader.feed(unfinished.span)
      return try feed(pieces, from: start, into: &loader)
    }
    let forks = read(
      pieces, cuts, unfinished,
      (1..<cuts.count).compactMap { stretch in
        loader.forked(after: stretch <= workers.count ? workers[stretch - 1] : nil)
      })
    let joined = loader.join(forks)
    // What was not joined may hold texts that no row has.
    workers = Array(forks[..<joined])
    if joined < cuts.count - 1 { failures += 1 }
    if joined == 0 { try loader.feed(unfinished.span) }
    try feed(pieces, from: cuts[joined], into: &loader)
  }

  private func feed(
    _ pieces: [ReadAhead.Piece], from start: Place, into loader: inout EventLoader
  ) throws(LoadError) {
    for index in start.piece..<pieces.count {
      var offset = index == start.piece ? start.offset : 0
      while offset < pieces[index].count {
        let end = min(pieces[index].count, offset + cutting.pieceLength)
        let bytes = pieces[index].bytes
        try loader.feed(bytes.span.extracting(offset..<end))
        offset = end
      }
    }
  }

  /// Returns where the stretches after the first one start, and where the last one ends.
  private func cuts(
    in pieces: [ReadAhead.Piece], length: Int, _ fork: EventLoader
  ) -> [Place] {
    var cuts: [Place] = []
    var passed = 0
    for (index, piece) in pieces.enumerated() {
      let wanted = length * (cuts.count + 1) / cutting.count
      passed += piece.count
      if index == pieces.count - 1 {
        // What may be an unfinished row at the end is read in order.
        let offset = max(0, piece.count - cutting.trialLength)
        if let cut = cut(in: piece, at: index, from: offset, fork) { cuts.append(cut) }
      } else if passed >= wanted, cuts.count < cutting.count - 1 {
        if let cut = cut(in: pieces[index + 1], at: index + 1, from: 0, fork) { cuts.append(cut) }
      }
    }
    return cuts
  }

  private func cut(
    in piece: ReadAhead.Piece, at index: Int, from offset: Int, _ fork: EventLoader
  ) -> Place? {
    let end = min(piece.count, offset + cutting.trialLength)
    return fork.rowStart(in: piece.bytes.span.extracting(offset..<end)).map {
      Place(piece: index, offset: offset + $0)
    }
  }

  /// Reads what lies between cuts, all at once.
  private func read(
    _ pieces: [ReadAhead.Piece], _ cuts: [Place], _ unfinished: [UInt8],
    _ workers: [EventLoader]
  ) -> [EventLoader] {
    let pieceLength = cutting.pieceLength
    let forks = Mutex([EventLoader?](repeating: nil, count: cuts.count - 1))
    DispatchQueue.concurrentPerform(iterations: cuts.count - 1) { stretch in
      var loader = workers[stretch]
      if stretch == 0, (try? loader.feed(unfinished.span)) == nil { return }
      let (start, end) = (cuts[stretch], cuts[stretch + 1])
      for index in start.piece...end.piece {
        var offset = index == start.piece ? start.offset : 0
        let last = index == end.piece ? end.offset : pieces[index].count
        while offset < last {
          let next = min(last, offset + pieceLength)
          let bytes = pieces[index].bytes
          guard (try? loader.feed(bytes.span.extracting(offset..<next))) != nil else { return }
          offset = next
        }
      }
      forks.withLock { $0[stretch] = loader }
    }
    return forks.withLock { $0.prefix { $0 != nil }.compactMap(\.self) }
  }
}
