// One form of the search of a block; included once for each, which says before:
//
// FORM(name)  a name of its own for this form
// LANES       how many units are searched together, so that their state stays in registers
// TARGET      the attribute that names the instructions it may use
// LOOK_UP     how the codes of a row become the slots they fill
//
// The state of a unit is, for each slot, the entry of the chain that filled it and entered last:
// whatever an earlier one can still do, it can do too.

typedef uint8_t FORM(bytes) __attribute__((ext_vector_type(LANES)));
typedef uint16_t FORM(words) __attribute__((ext_vector_type(LANES)));
typedef int16_t FORM(truth) __attribute__((ext_vector_type(LANES)));
typedef bool FORM(bits) __attribute__((ext_vector_type(LANES)));

/// Adds the lanes where a condition holds to a set of units.
#define ADD(set, condition)                                                                      \
  do {                                                                                           \
    const FORM(bits) bits = __builtin_convertvector(condition, FORM(bits));                      \
    uint64_t lanes = 0;                                                                          \
    memcpy(&lanes, &bits, LANES / 8);                                                            \
    set |= lanes << first_lane;                                                                  \
  } while (0)

/// Searches the lanes from the first one on.
///
/// `slots` and `has_range` are constants wherever this is inlined.
TARGET static inline __attribute__((always_inline)) void FORM(lanes)(
    const struct sliced_question *question, const int slots, const bool has_range,
    const uint8_t *codes, const uint16_t *times, const uint64_t *ties, size_t rows,
    size_t first_lane, struct sliced_answer *answer) {
  // The difference of any time to this one is larger than any window.
  const FORM(words) none = 0x8000;
  const FORM(words) last_possible = question->last_possible;
  const FORM(words) earliest = question->earliest_entry;
  const FORM(words) entry_length =
      (uint16_t)(question->latest_entry - question->earliest_entry);
  FORM(words) entries[SLICED_SLOTS];
#pragma clang loop unroll(full)
  for (int slot = 0; slot < slots; slot++) entries[slot] = none;
  FORM(words) longest = 0;
  FORM(truth) at_border = 0;
  // The slots of the events of the moment under way, and those events that came too soon.
  FORM(bytes) moment = 0;
  FORM(bytes) swapped = 0;

  for (size_t row = 0; row < rows; row++) {
    const FORM(bytes) fills = LOOK_UP(question, codes + SLICED_LANES * row + first_lane);
    FORM(words) time;
    memcpy(&time, times + SLICED_LANES * row + first_lane, sizeof time);
    const uint64_t tied = ties == NULL ? 0 : ties[row] >> first_lane;
    if (tied != 0) {
      FORM(bits) bits;
      memcpy(&bits, &tied, LANES / 8);
      moment &= -__builtin_convertvector(bits, FORM(bytes));
      // The slots behind the first one that this event may fill; none when it fills none.
      swapped |= moment & ~(fills ^ (fills - (uint8_t)1));
      moment |= fills;
    } else {
      moment = fills;
    }

    const FORM(words) wide = __builtin_convertvector(fills, FORM(words));
    // From the last slot down, so that no event fills two.
#pragma clang loop unroll(full)
    for (int slot = slots - 1; slot > 0; slot--) {
      const FORM(words) length = time - entries[slot - 1];
      const FORM(truth) goes_on =
          ((wide & (uint16_t)(1 << slot)) != 0) & (length <= last_possible);
      longest = __builtin_elementwise_max(longest, goes_on ? length : (FORM(words))0);
      entries[slot] = goes_on ? entries[slot - 1] : entries[slot];
    }
    FORM(truth) enters = (wide & (uint16_t)1) != 0;
    if (has_range) {
      enters &= time - earliest <= entry_length;
      at_border |= enters & ((time == question->uncertain_entries[0]) |
                             (time == question->uncertain_entries[1]));
    }
    entries[0] = enters ? time : entries[0];
  }

#pragma clang loop unroll(full)
  for (int slot = 0; slot < slots; slot++) ADD(answer->reached[slot], entries[slot] != none);
  ADD(answer->is_uncertain, (longest >= question->first_uncertain) | at_border);
  ADD(answer->is_tied, swapped != 0);
}

TARGET static void FORM(search)(
    const struct sliced_question *question, int slots, const uint8_t *codes,
    const uint16_t *times, const uint64_t *ties, size_t rows, struct sliced_answer *answer) {
  for (size_t lane = 0; lane < SLICED_LANES; lane += LANES) {
    switch (slots + (question->has_range ? SLICED_SLOTS : 0)) {
#define LENGTH(count)                                                                            \
  case count:                                                                                    \
    FORM(lanes)(question, count, false, codes, times, ties, rows, lane, answer);                 \
    break;                                                                                       \
  case count + SLICED_SLOTS:                                                                     \
    FORM(lanes)(question, count, true, codes, times, ties, rows, lane, answer);                  \
    break;
      LENGTH(1)
      LENGTH(2)
      LENGTH(3)
      LENGTH(4)
      LENGTH(5)
      LENGTH(6)
      LENGTH(7)
      LENGTH(8)
#undef LENGTH
    }
  }
}

#undef ADD
#undef FORM
#undef LANES
#undef TARGET
#undef LOOK_UP
