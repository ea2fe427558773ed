import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What is in a page or a picture: every element, the texts, and the cells of its tables.
final class MarkupTree: NSObject, XMLParserDelegate {
  private(set) var elements: [String] = []
  private(set) var attributes: [String: [String]] = [:]
  private(set) var texts: [String: [String]] = [:]
  private(set) var tables: [[[String]]] = []
  private var open: [String] = []
  private(set) var isWellFormed = false

  init(_ markup: String) {
    super.init()
    let parser = XMLParser(data: Data(markup.utf8))
    parser.delegate = self
    isWellFormed = parser.parse()
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes given: [String: String]
  ) {
    elements.append(name)
    open.append(name)
    for (key, value) in given { attributes[key, default: []].append(value) }
    texts[name, default: []].append("")
    switch name {
    case "table": tables.append([])
    case "tr":
      let table = tables.count - 1
      tables[table].append([])
    case "th", "td":
      let table = tables.count - 1
      let row = tables[table].count - 1
      tables[table][row].append("")
    default: break
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    guard let name = open.last else { return }
    let last = (texts[name]?.count ?? 1) - 1
    texts[name]?[last] += string
    guard name == "th" || name == "td" else { return }
    let table = tables.count - 1
    let row = tables[table].count - 1
    let cell = tables[table][row].count - 1
    tables[table][row][cell] += string
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    open.removeLast()
  }
}
