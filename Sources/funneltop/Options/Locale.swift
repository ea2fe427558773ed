import Glibc

/// Returns whether the locale's character set can show more than ASCII.
func isUTF8Locale() -> Bool {
  setlocale(LC_CTYPE, "")
  return nl_langinfo(Int32(CODESET)).map { String(cString: $0) == "UTF-8" } ?? false
}
