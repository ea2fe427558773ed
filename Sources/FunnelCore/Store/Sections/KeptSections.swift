/// What lies in a file with the columns of a store: how they are checked, and what is told by more
/// than columns.
final class KeptSections: Sendable {
  /// The checks of what every store has.
  let checks: [EventStore.Part: ColumnCheck]
  /// The checks of the property columns, in the order of the data.
  let columnChecks: [ColumnCheck]
  /// All sections.
  let sections: SectionChecks
  /// How many events carry each name, where the file says it.
  let eventTotals: SharedArray<Int>?
  /// The sliced form of the events, where the file has it.
  let slices: KeptSlices?

  /// Takes what is there besides the columns of a store, and checks what every question needs.
  init(
    of store: EventStore, from assembly: inout SectionAssembly, blockLength: Int,
    origin: SectionOrigin
  ) throws(StoreFault) {
    if assembly.has(.eventTotals) {
      let totals: SharedArray<Int> = try assembly.elements(.eventTotals, column: 0) { array in
        .totals(array, sum: store.eventCount)
      }
      guard totals.count == store.eventNames.count else {
        throw .wrongCount(.eventTotals, column: 0)
      }
      eventTotals = totals
    } else {
      eventTotals = nil
    }
    let slices = try KeptSlices.Arrays(from: &assembly)
    try assembly.finish()
    let sections = assembly.checks(blockLength: blockLength, origin: origin)
    func check(_ kinds: [StoreSection.Kind], column: Int = 0) -> ColumnCheck {
      ColumnCheck(assembly.positions(of: kinds, column: column), of: sections)
    }
    self.sections = sections
    self.slices = slices.map { KeptSlices($0, check: check(KeptSlices.kinds)) }
    let events = check([.eventCodes])
    checks = [
      .units: check([.unitTexts, .unitEnds]), .times: check([.timeExtras, .times]), .events: events,
    ]
    // What the file says of them need not be counted.
    .merging(eventTotals == nil ? [.eventCounts: events] : [:]) { $1 }
    columnChecks = store.columns.indices.map {
      check(
        [.valueTexts, .valueEnds, .valueCodes, .decimals, .runRanks, .runMarks, .runCodes],
        column: $0)
    }
    // Whatever nobody checks later is checked at once.
    let later =
      [checks[.units], checks[.times], checks[.events], self.slices?.check].compactMap(\.self)
      + columnChecks
    let postponed = Set(later.flatMap(\.positions))
    try ColumnCheck(assembly.positions.filter { !postponed.contains($0) }, of: sections).check()
  }
}

extension EventStore {
  /// A part of a store that is checked alone where it lies in a file.
  public enum Part: Hashable, Sendable {
    /// The ids of the units.
    case units
    /// The times.
    case times
    /// Which event each row is.
    case events
    /// How many events carry each name.
    case eventCounts
  }

  /// Checks parts of the store and columns that are about to be used, where they lie in a file; names of no
  /// column say nothing.
  ///
  /// What is not checked ahead is checked when it is used; but then the program can only end.
  ///
  /// - Throws: What the origin of the sections makes of a ``StoreFault``.
  /// - Complexity: O(bytes), O(1) where that was done before.
  public func check(_ parts: [Part], columns names: Set<String> = []) throws {
    guard let kept else { return }
    do throws(StoreFault) {
      for part in parts { try kept.checks[part]?.check() }
      for column in columns where names.contains(column.name) { try column.checkValues() }
    } catch {
      throw kept.sections.origin.error(error)
    }
  }

  /// Checks everything that lies in the file with the store, and that the sliced form of the events
  /// says what the columns say.
  ///
  /// - Throws: What the origin of the sections makes of a ``StoreFault``.
  /// - Complexity: O(bytes).
  public func checkAll() throws {
    guard let kept, let fault = firstFault() else { return }
    throw kept.sections.origin.error(fault)
  }

  /// Checks everything and returns the first fault.
  func firstFault() -> StoreFault? {
    guard let kept else { return nil }
    do throws(StoreFault) {
      for part in [Part.units, .times, .events] { try kept.checks[part]?.check() }
      for check in kept.columnChecks { try check.check() }
    } catch {
      return error
    }
    return falseTotals ?? kept.slices?.firstFault(as: self)
  }

  /// What is wrong with the numbers of events that the file says.
  private var falseTotals: StoreFault? {
    guard let totals = kept?.eventTotals,
      case let counts = eventCodes.counts(
        of: 0..<eventCount, below: eventNames.count), counts != Array(totals)
    else { return nil }
    return .impossible(.eventTotals, column: 0, offset: 0)
  }
}
