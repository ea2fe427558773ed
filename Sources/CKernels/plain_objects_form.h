// One form of reading plain JSON objects; included once for each, which says before:
//
// FORM(name)                      a name of its own for this form
// TARGET                          the attribute that names the instructions it may use
// MARKS(bytes, place, marks)      writes the places of the marks among 64 bytes, and up to 64 places
//                                 more of no meaning; returns how many there are

TARGET static size_t
FORM(objects)(const struct plain_objects *const objects, const size_t start, const size_t first) {
  uint16_t marks[plain_window + 64];
  // What is looked at beyond the last mark is there as well.
  const size_t end = objects->end < 64 ? 0 : objects->end - 64;
  struct plain_walk walk = {.marks = marks, .row = first};
  // Few bytes at first, in case that the first object is not plain.
  size_t window = plain_window / 8;
  size_t from = start;
  objects->starts[first] = start;
  plain_find_required(objects, &walk);
  while (walk.row < objects->capacity && from + 64 <= end) {
    const size_t left = (end - from) / 64 * 64;
    const size_t length = left < window ? left : window;
    walk.bytes = objects->bytes + from;
    walk.count = 0;
    for (size_t place = 0; place < length; place += 64)
      walk.count += MARKS(walk.bytes + place, place, marks + walk.count);
    plain_cut_marks(&walk);
    // Not one line: a longer one, or the bytes end.
    if (walk.count == 0 && (window == plain_window || left < window)) break;
    const bool goes_on = plain_has_blanks(&walk)
                             ? plain_walk_rows(objects, &walk, from, length, 1)
                             : plain_walk_rows(objects, &walk, from, length, 0);
    if (!goes_on) break;
    from = objects->starts[walk.row];
    window = plain_window;
  }
  return walk.row;
}

#undef FORM
#undef TARGET
#undef MARKS
