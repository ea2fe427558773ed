import FunnelCore

/// Loads the pieces of one file and returns the loader.
func load(
  _ pieces: [[UInt8]], options: ReadingOptions = ReadingOptions(), named name: String = "f"
) throws -> EventLoader {
  var loader = EventLoader(options: options)
  loader.beginFile(named: name)
  for piece in pieces { try loader.feed(piece.span) }
  try loader.endFile()
  return loader
}

func load(_ text: String, options: ReadingOptions = ReadingOptions()) throws -> EventLoader {
  try load([Array(text.utf8)], options: options)
}

/// Everything a store holds, one line for each event: unit, time, event, then the properties.
func lines(of loader: EventLoader) -> [String] {
  guard let store = loader.makeStore() else { return [] }
  return (0..<store.unitCount).flatMap { unit in
    store.rows(of: UnitIndex(rawValue: unit)).map { row in
      let properties = store.columns.map { "\($0.name)=\($0.text(at: row) ?? "∅")" }
      let event = store.eventNames[store.eventCodes[row]]
      return ([store.unitIDs[unit], "\(store.times[row] / 1_000_000)", event] + properties)
        .joined(separator: " ")
    }
  }
}

func reasons(of loader: EventLoader) -> [String] {
  loader.rejections.lines.map { "\($0.number) \($0.reason)" }
}

/// Returns the error of a load, or nil when it succeeds.
func loadError(_ text: String, options: ReadingOptions = ReadingOptions()) -> LoadError? {
  loadError(Array(text.utf8), options: options)
}

func loadError(_ bytes: [UInt8], options: ReadingOptions = ReadingOptions()) -> LoadError? {
  do {
    let loader = try load([bytes], options: options)
    try loader.finish()
    return nil
  } catch {
    return error as? LoadError
  }
}
