// Brief blocks, in which no window can end between two events, in one form; part of sliced_form.h.

/// Finds how far each unit gets.
TARGET static void FORM(search_brief)(
    int slots, const struct sliced_block *block, struct sliced_depths *depths) {
  for (size_t first_lane = 0; first_lane < SLICED_LANES; first_lane += LANES) {
    FORM(bytes) filled = 0;
    FORM(bytes) moment = 0;
    FORM(bytes) swapped = 0;
    for (size_t row = 0; row < block->rows; row++) {
      const FORM(bytes) filling =
          FORM(load_bytes)(block->fills + SLICED_LANES * row + first_lane);
      FORM(note_moment)(block->ties, row, first_lane, filling, &moment, &swapped);
      // The slot after the filled ones is the lowest free bit.
      filled |= filling & (filled + (uint8_t)1);
    }
    for (int slot = 0; slot < slots; slot++) {
      ADD(depths->reached[slot], (filled & (uint8_t)(1 << slot)) != 0);
    }
    ADD(depths->is_tied, swapped != 0);
  }
}

/// Follows the chains, which begin with the first event that may; the rows of entries that there are not are
/// 0xFFFF.
TARGET static void FORM(follow_brief)(
    int slots, const uint8_t *fills, size_t rows, struct sliced_chains *chains) {
#define CALL(count) FORM(follow_lanes)(count, true, fills, NULL, rows, lane, chains)
  EACH_LANES(slots, CALL)
#undef CALL
}

/// Tells whose window had not ended with the data, by the rows of the entries.
///
/// An entry lies between the first event of its unit and `longest` after it. Mostly all of that is before the
/// first open time, or none of it, and then the first row of times is enough.
TARGET static void FORM(find_open)(
    const struct sliced_question *question, const struct sliced_block *block,
    const uint16_t *entries, struct sliced_entries *found) {
  // No rounded time has the highest bit.
  if ((question->first_open & question->uncertain_open) >> 15 != 0) return;
  for (size_t first_lane = 0; first_lane < SLICED_LANES; first_lane += LANES) {
    FORM(words) entry;
    memcpy(&entry, entries + first_lane, sizeof entry);
    FORM(words) entry_time;
    memcpy(&entry_time, block->times + first_lane, sizeof entry_time);
    // The uncertain time is the one before the first open one.
    const FORM(truth) is_doubtful = (entry != 0xFFFF) & (entry_time < question->first_open) &
        (entry_time + block->longest + (uint16_t)1 >= question->first_open);
    const size_t last = __builtin_reduce_max(is_doubtful ? entry : (FORM(words))0);
    for (size_t row = 1; row <= last; row++) {
      FORM(words) time;
      memcpy(&time, block->times + SLICED_LANES * row + first_lane, sizeof time);
      entry_time = entry == (uint16_t)row ? time : entry_time;
    }
    ADD(found->is_open, entry_time >= question->first_open);
    ADD(found->is_open_uncertain, entry_time == question->uncertain_open);
  }
}
