/// Reads a decimal number: optional sign, digits with an optional point, optional exponent.
///
/// Nothing else is a number here: no blanks, no hexadecimal, no infinity, no `nan`.
func plainNumber(_ text: some Collection<UInt8>) -> Double? {
  var rest = text[...]
  func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
  if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
  let integer = rest.prefix(while: isDigit)
  rest = rest[integer.endIndex...]
  var digits = integer.count
  if rest.first == UInt8(ascii: ".") {
    let fraction = rest.dropFirst().prefix(while: isDigit)
    digits += fraction.count
    rest = rest[fraction.endIndex...]
  }
  guard digits > 0 else { return nil }
  if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
    rest = rest.dropFirst()
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") {
      rest = rest.dropFirst()
    }
    let exponent = rest.prefix(while: isDigit)
    guard !exponent.isEmpty else { return nil }
    rest = rest[exponent.endIndex...]
  }
  guard rest.isEmpty, let number = Double(String(decoding: text, as: UTF8.self)), number.isFinite
  else { return nil }
  return number
}
