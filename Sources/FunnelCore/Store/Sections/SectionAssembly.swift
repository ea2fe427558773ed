/// The sections of a store on their way to becoming one, and what is yet to be checked of each.
struct SectionAssembly: Sendable {
  /// A kind of array and the column it belongs to.
  private struct Place: Hashable, Sendable {
    var kind: StoreSection.Kind
    var column: Int
  }

  private let sections: [StoreSection]
  private var places: [Place: Int] = [:]
  private var checks: [SectionCheck?]
  /// The number of rows, once it is known.
  var eventCount = 0

  /// Takes sections; throws when there are two for the same place.
  init(_ sections: [StoreSection]) throws(StoreFault) {
    self.sections = sections
    checks = Array(repeating: nil, count: sections.count)
    for (position, section) in sections.enumerated() {
      let place = Place(kind: section.kind, column: section.column)
      guard places.updateValue(position, forKey: place) == nil else {
        throw .wrongCount(section.kind, column: section.column)
      }
    }
  }

  /// The bytes of one element of an array, or nil when it is not there.
  func elementWidth(of kind: StoreSection.Kind, column: Int) -> Int? {
    places[Place(kind: kind, column: column)].map { sections[$0].elementWidth }
  }

  /// Whether an array is there.
  func has(_ kind: StoreSection.Kind) -> Bool {
    places[Place(kind: kind, column: 0)] != nil
  }

  /// The number of elements of an array, zero when it is not there.
  func count(of kind: StoreSection.Kind, column: Int) -> Int {
    guard let position = places[Place(kind: kind, column: column)] else { return 0 }
    return sections[position].bytes.count / max(1, sections[position].elementWidth)
  }

  /// Returns the elements of an array and notes how they are to be checked.
  mutating func elements<Element>(
    _ kind: StoreSection.Kind, column: Int, check: (SharedArray<Element>) -> SectionCheck
  ) throws(StoreFault) -> SharedArray<Element> {
    guard let position = places[Place(kind: kind, column: column)] else {
      throw .missing(kind, column: column)
    }
    let section = sections[position]
    guard section.elementWidth == MemoryLayout<Element>.stride,
      let elements = SharedArray<Element>(reading: section.bytes)
    else { throw .unknownForm(kind, column: column) }
    checks[position] = check(elements)
    return elements
  }

  /// Throws when a section is left that belongs nowhere.
  func finish() throws(StoreFault) {
    guard let rest = checks.firstIndex(where: { $0 == nil }) else { return }
    throw .wrongCount(sections[rest].kind, column: sections[rest].column)
  }

  /// The positions of all sections.
  var positions: Range<Int> { sections.indices }

  /// Returns the positions of arrays, those that are there.
  func positions(of kinds: [StoreSection.Kind], column: Int) -> [Int] {
    kinds.compactMap { places[Place(kind: $0, column: column)] }
  }

  /// The checks of the sections, none of which was made.
  func checks(blockLength: Int, origin: SectionOrigin) -> SectionChecks {
    SectionChecks(
      sections, checks.map { $0 ?? .anything }, blockLength: blockLength, origin: origin)
  }
}
