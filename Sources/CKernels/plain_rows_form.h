// One form of finding where the fields of rows end; included once for each, which says before:
//
// FORM(name)                 a name of its own for this form
// TARGET                     the attribute that names the instructions it may use
// BLOCK_BITS(bytes, one)     the bits of 64 bytes (struct block_bits)
// PUT_ENDS(to, bits, base)   writes where bits stand, counted from a base; up to 64 numbers, of which
//                            those behind the last bit mean nothing

/// Finds the fields from the start of a row on, up to the end of a number of lines, no more than
/// `most_lines`, or to what no plain row has.
TARGET static void
FORM(mark)(
    const struct plain_rows *rows, const size_t from, const size_t lines, struct fields *found) {
  const uint8_t *const bytes = rows->bytes;
  // No further than one row may reach, so that places from there fit 32 bits.
  const size_t end = rows->end - from > rows->longest + 128 ? from + rows->longest + 128 : rows->end;
  // What the byte before the block was: the end of a field, inside quotes, a closing quote.
  uint64_t was_end = 1, was_inside = 0, was_closing = 0;
  uint32_t count = 0, line_count = 0;
  found->has_quotes = found->has_returns = false;
  found->begins[0] = 0;
  for (size_t place = from; place + 64 <= end && line_count < lines && count <= most_fields;
       place += 64) {
    const struct block_bits bits = BLOCK_BITS(bytes + place, rows->delimiter);
    uint64_t ends = bits.delimiters | bits.feeds;
    uint64_t stop = 0, inside = 0;
    if ((bits.quotes | was_inside | was_closing) != 0) {
      found->has_quotes = true;
      // The bytes from each opening quote up to its closing one; a doubled quote closes and opens.
      inside = bits.quotes;
      for (int distance = 1; distance < 64; distance *= 2) inside ^= inside << distance;
      inside ^= was_inside;
      ends &= ~inside;
      const uint64_t closing = bits.quotes & ~inside;
      const uint64_t closed = closing << 1 | was_closing;
      stop = (bits.quotes & inside & ~(ends << 1 | was_end | closed)) |
             (closed & ~(ends | bits.returns | bits.quotes)) |
             ((bits.feeds | bits.returns) & inside);
      was_closing = closing >> 63;
      was_inside = 0 - (inside >> 63);
    }
    if (bits.returns != 0) {
      found->has_returns = true;
      const bool is_fed = place + 64 < rows->end && bytes[place + 64] == '\n';
      stop |= bits.returns & ~(bits.feeds >> 1 | (uint64_t)is_fed << 63);
    }
    was_end = ends >> 63;
    if (stop != 0) ends &= (stop & -stop) - 1;
    // Whether a line ends here can hardly be predicted, and mostly no more than one does.
    uint64_t feeds = bits.feeds & ends;
    do {
      const uint64_t before = (feeds & -feeds) - 1;
      found->lines[line_count] = count + (uint32_t)__builtin_popcountll(ends & before) + 1;
      line_count += feeds != 0;
      feeds &= feeds - 1;
    } while (feeds != 0);
    PUT_ENDS(found->begins + count + 1, ends, (uint32_t)(place - from) + 1);
    count += (uint32_t)__builtin_popcountll(ends);
    if (stop != 0) break;
  }
  found->line_count = line_count;
}

TARGET static size_t
FORM(read)(const struct plain_rows *rows, const size_t start, const size_t first) {
  struct fields found;
  size_t row = first;
  rows->starts[row] = start;
  while (row < rows->capacity) {
    const size_t room = rows->capacity - row;
    FORM(mark)(rows, rows->starts[row], room < most_lines ? room : most_lines, &found);
    if (found.line_count == 0) break;
    const size_t wanted = row + found.line_count;
    row = take_rows(rows, &found, row);
    if (row < wanted) break;
  }
  return row;
}

#undef FORM
#undef TARGET
#undef BLOCK_BITS
#undef PUT_ENDS
