// The reported chains of a block, in one form; part of sliced_form.h.

/// Finds the entry of the earliest chain that fills the slots of each unit, from the last row back.
///
/// The mirrored rule of the search: of all ways to go on after some slots, the one that ends first.
TARGET INLINE void FORM(find_entries_of_lanes)(
    const struct sliced_question *question, const int slots, const uint64_t *last_slots,
    const uint8_t *entering, const uint16_t *times, size_t rows, size_t first_lane,
    struct sliced_entries *found) {
  // The difference of this to any time is larger than any window.
  const FORM(words) none = 0xFFFF;
  const FORM(words) last_possible = question->last_possible;
  FORM(words) last[SLICED_SLOTS];
  FORM(words) ends[SLICED_SLOTS];
#pragma clang loop unroll(full)
  for (int slot = 0; slot < slots; slot++) {
    FORM(mask_words)(&last[slot], last_slots[slot], first_lane);
    ends[slot] = none;
  }
  FORM(words) entry = none;
  FORM(words) entry_time = 0;
  FORM(words) entry_length = 0;

  for (size_t row = rows; row-- > 0;) {
    const size_t place = SLICED_LANES * row + first_lane;
    const FORM(words) fills =
        __builtin_convertvector(FORM(load_bytes)(entering + place), FORM(words));
    FORM(words) time;
    memcpy(&time, times + place, sizeof time);
    // From the first slot up, so that no event fills two.
#pragma clang loop unroll(full)
    for (int slot = 0; slot < slots; slot++) {
      const FORM(words) onward = slot + 1 < slots ? ends[slot + 1] : none;
      const FORM(words) end = (time & last[slot]) | (onward & ~last[slot]);
      FORM(truth) goes_on = (fills & (uint16_t)(1 << slot)) != 0;
      if (slot > 0) {
        ends[slot] = goes_on ? end : ends[slot];
      } else {
        const FORM(words) length = end - time;
        goes_on &= length <= last_possible;
        entry = goes_on ? (FORM(words))(uint16_t)row : entry;
        entry_time = goes_on ? time : entry_time;
        entry_length = goes_on ? length : entry_length;
      }
    }
  }

  memcpy(found->rows + first_lane, &entry, sizeof entry);
  ADD(found->is_uncertain, entry_length >= question->first_uncertain);
  ADD(found->is_open, entry_time >= question->first_open);
  ADD(found->is_open_uncertain, entry_time == question->uncertain_open);
}

TARGET static void FORM(find_entries)(
    const struct sliced_question *question, int slots, const uint64_t *last_slots,
    const uint8_t *entering, const uint16_t *times, size_t rows, struct sliced_entries *found) {
#define CALL(count)                                                                              \
  FORM(find_entries_of_lanes)(question, count, last_slots, entering, times, rows, lane, found)
  EACH_LANES(slots, CALL)
#undef CALL
}

/// Follows each unit's chain from its entry, always by the next event that fits, and looks which slots
/// would be filled without a window, and which could be filled at all.
///
/// In a brief block the chain is the one without a window, and so tells its entry too. Rows are counted in
/// bytes, so they are taken 255 at a time.
TARGET INLINE void FORM(follow_lanes)(
    const int slots, const bool is_brief, const uint8_t *entering, const uint16_t *entries, size_t rows,
    size_t first_lane, struct sliced_chains *chains) {
  const int first_counted = is_brief ? 0 : 1;
  FORM(words) entry = 0;
  if (!is_brief) memcpy(&entry, entries + first_lane, sizeof entry);
  FORM(words) totals[SLICED_SLOTS];
  totals[0] = entry;
#pragma clang loop unroll(full)
  for (int slot = first_counted; slot < slots; slot++) totals[slot] = 0;
  // The slots filled by the chain, by one without a window, and those any event fills.
  FORM(bytes) filled = 0;
  FORM(bytes) unlimited = 0;
  FORM(bytes) present = 0;

  for (size_t start = 0; start < rows; start += 255) {
    const size_t count = rows - start < 255 ? rows - start : 255;
    const FORM(words) local = entry - (uint16_t)start;
    const FORM(bytes) first = __builtin_convertvector(
        __builtin_elementwise_min(local, (FORM(words))0xFF), FORM(bytes));
    FORM(bytes) passed[SLICED_SLOTS];
#pragma clang loop unroll(full)
    for (int slot = first_counted; slot < slots; slot++) passed[slot] = 0;
    for (size_t row = 0; row < count; row++) {
      const FORM(bytes) fills =
          FORM(load_bytes)(entering + SLICED_LANES * (start + row) + first_lane);
      // The slot after the filled ones is the lowest free bit.
      unlimited |= fills & (unlimited + (uint8_t)1);
      present |= fills;
      if (is_brief) {
        filled = unlimited;
      } else {
        const FORM(bytes) enters = (FORM(bytes))(first == (uint8_t)row) & (uint8_t)1;
        filled |= (fills & (filled + (uint8_t)1) & (uint8_t)0xFE) | enters;
      }
#pragma clang loop unroll(full)
      for (int slot = first_counted; slot < slots; slot++) {
        passed[slot] -= (FORM(bytes))((filled & (uint8_t)(1 << slot)) == 0);
      }
    }
#pragma clang loop unroll(full)
    for (int slot = first_counted; slot < slots; slot++) {
      totals[slot] += __builtin_convertvector(passed[slot], FORM(words));
    }
  }

  if (is_brief) totals[0] = totals[0] == (uint16_t)rows ? (FORM(words))0xFFFF : totals[0];
#pragma clang loop unroll(full)
  for (int slot = 0; slot < slots; slot++) {
    memcpy(chains->rows[slot] + first_lane, &totals[slot], sizeof totals[slot]);
    ADD(chains->unlimited[slot], (unlimited & (uint8_t)(1 << slot)) != 0);
    ADD(chains->present[slot], (present & (uint8_t)(1 << slot)) != 0);
  }
}

TARGET static void FORM(follow)(
    int slots, const uint8_t *entering, const uint16_t *entries, size_t rows,
    struct sliced_chains *chains) {
#define CALL(count) FORM(follow_lanes)(count, false, entering, entries, rows, lane, chains)
  EACH_LANES(slots, CALL)
#undef CALL
}

/// Writes depths and reasons for every unit from the sets of those who have them.
TARGET static void FORM(tell)(
    const struct sliced_steps *steps, const struct sliced_sets *sets,
    struct sliced_outcomes *outcomes) {
  for (size_t lane = 0; lane < SLICED_LANES; lane += LANES) {
    FORM(bytes) depths = 0;
    for (int step = 0; step < steps->count; step++) {
      depths -= FORM(byte_mask)(sets->got[step], lane);
    }
    depths |= FORM(byte_mask)(sets->unsure, lane);
    const FORM(bytes) late = FORM(byte_mask)(sets->late, lane);
    const FORM(bytes) open = FORM(byte_mask)(sets->open, lane);
    const FORM(bytes) out_of_order = FORM(byte_mask)(sets->out_of_order, lane);
    const FORM(bytes) left = FORM(byte_mask)(sets->left, lane);
    const FORM(bytes) reasons = (late & steps->late) | (open & steps->open) |
        (out_of_order & steps->out_of_order) | (left & steps->left) |
        (~(late | open | out_of_order | left) & steps->none);
    memcpy(outcomes->depths + lane, &depths, sizeof depths);
    memcpy(outcomes->reasons + lane, &reasons, sizeof reasons);
  }
}
