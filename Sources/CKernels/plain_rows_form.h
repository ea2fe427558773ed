// One form of reading plain rows; included once for each, which says before:
//
// FORM(name)              a name of its own for this form
// TARGET                  the attribute that names the instructions it may use
// SEPARATORS(bytes, one)  which of 64 bytes are a delimiter or end a line, the first in the lowest bit

TARGET static size_t
FORM(read)(const struct plain_rows *rows, const size_t start, const size_t first) {
  const uint8_t *const bytes = rows->bytes;
  struct plain_column *const columns = rows->columns;
  const size_t width = rows->width;
  const size_t end = rows->end;
  const uint8_t delimiter = rows->delimiter;
  // Each of these has got as many values as there are rows.
  const struct text_cell *required[3];
  for (int index = 0; index < 3; index++) required[index] = columns[rows->required[index]].next;
  size_t row = first;
  size_t from = start;
  size_t column = 0;
  rows->starts[row] = start;
  for (size_t place = start; place + 64 <= end; place += 64) {
    uint64_t bits = SEPARATORS(bytes + place, delimiter);
    while (bits != 0) {
      const size_t index = place + (size_t)__builtin_ctzll(bits);
      bits &= bits - 1;
      // The second half of a line end.
      if (index < from) continue;
      const uint8_t *const text = bytes + from;
      if (*text == '"') return row;
      // Without a branch: whether a value is missing can hardly be predicted.
      struct plain_column *const target = columns + column;
      *target->next = (struct text_cell){text, (uint32_t)(index - from), (uint32_t)row};
      target->next += index != from ? target->step : 0;
      column++;
      from = index + 1;
      if (bytes[index] == delimiter) {
        if (column == width) return row;
        continue;
      }
      if (bytes[index] == '\r') {
        if (from >= end || bytes[from] != '\n') return row;
        from++;
      }
      const size_t taken = row - first + 1;
      if (column != width || from - rows->starts[row] > rows->longest ||
          columns[rows->required[0]].next != required[0] + taken ||
          columns[rows->required[1]].next != required[1] + taken ||
          columns[rows->required[2]].next != required[2] + taken)
        return row;
      row++;
      rows->starts[row] = from;
      if (row == rows->capacity) return row;
      column = 0;
    }
  }
  return row;
}

#undef FORM
#undef TARGET
#undef SEPARATORS
