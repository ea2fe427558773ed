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

#define INLINE static inline __attribute__((always_inline))

/// Makes a call for the lanes from each `lane` on, with the number of slots as a constant: `CALL(count)`
/// is an expression for so many.
#define EACH_LANES(slots, CALL)                                                                  \
  for (size_t lane = 0; lane < SLICED_LANES; lane += LANES) {                                    \
    switch (slots) {                                                                             \
    case 1: CALL(1); break;                                                                      \
    case 2: CALL(2); break;                                                                      \
    case 3: CALL(3); break;                                                                      \
    case 4: CALL(4); break;                                                                      \
    case 5: CALL(5); break;                                                                      \
    case 6: CALL(6); break;                                                                      \
    case 7: CALL(7); break;                                                                      \
    case 8: CALL(8); break;                                                                      \
    }                                                                                            \
  }

/// Adds the lanes where a condition holds to a set of units.
#define ADD(set, condition)                                                                      \
  do {                                                                                           \
    const FORM(bits) bits = __builtin_convertvector(condition, FORM(bits));                      \
    uint64_t lanes = 0;                                                                          \
    memcpy(&lanes, &bits, LANES / 8);                                                            \
    set |= lanes << first_lane;                                                                  \
  } while (0)

/// Returns bytes whose bits are all ones in the lanes of a set.
TARGET INLINE FORM(bytes) FORM(byte_mask)(uint64_t set, size_t first_lane) {
  set >>= first_lane;
  FORM(bits) bits;
  memcpy(&bits, &set, LANES / 8);
  return -__builtin_convertvector(bits, FORM(bytes));
}

/// Sets all bits of the words in the lanes of a set, and none of the others.
TARGET INLINE void FORM(mask_words)(FORM(words) *words, uint64_t set, size_t first_lane) {
  set >>= first_lane;
  FORM(bits) bits;
  memcpy(&bits, &set, LANES / 8);
  *words = -__builtin_convertvector(bits, FORM(words));
}

/// Returns the lanes of a row of bytes.
TARGET INLINE FORM(bytes) FORM(load_bytes)(const uint8_t *row) {
  FORM(bytes) bytes;
  memcpy(&bytes, row, sizeof bytes);
  return bytes;
}

TARGET static void FORM(look_up)(
    const struct sliced_table *table, const uint8_t *codes, size_t rows, uint8_t *fills) {
  for (size_t place = 0; place < rows * SLICED_LANES; place += LANES) {
    const FORM(bytes) found = LOOK_UP(table, codes + place);
    memcpy(fills + place, &found, sizeof found);
  }
}

TARGET static void FORM(look_up_where)(
    const struct sliced_table *table, const uint8_t *codes, const uint64_t *holds, size_t rows,
    uint8_t *fills) {
  for (size_t row = 0; row < rows; row++) {
    if (holds[row] == 0) continue;
    for (size_t lane = 0; lane < SLICED_LANES; lane += LANES) {
      const size_t place = SLICED_LANES * row + lane;
      const FORM(bytes) found = FORM(load_bytes)(fills + place) |
          (LOOK_UP(table, codes + place) & FORM(byte_mask)(holds[row], lane));
      memcpy(fills + place, &found, sizeof found);
    }
  }
}

TARGET static void FORM(keep_where)(const uint64_t *holds, size_t rows, uint8_t *fills) {
  for (size_t row = 0; row < rows; row++) {
    for (size_t lane = 0; lane < SLICED_LANES; lane += LANES) {
      const size_t place = SLICED_LANES * row + lane;
      const FORM(bytes) kept =
          FORM(load_bytes)(fills + place) & FORM(byte_mask)(holds[row], lane);
      memcpy(fills + place, &kept, sizeof kept);
    }
  }
}

TARGET static uint64_t FORM(present)(size_t rows, const uint8_t *fills) {
  uint64_t present = 0;
  for (size_t first_lane = 0; first_lane < SLICED_LANES; first_lane += LANES) {
    FORM(bytes) any = 0;
    for (size_t row = 0; row < rows; row++) {
      any |= FORM(load_bytes)(fills + SLICED_LANES * row + first_lane);
    }
    ADD(present, any != 0);
  }
  return present;
}

/// Adds the event of a row to the slots of the `moment` under way, and to `swapped` those that came before it
/// and may fill a later slot than it.
TARGET INLINE void FORM(note_moment)(
    const uint64_t *ties, size_t row, size_t first_lane, FORM(bytes) filling, FORM(bytes) *moment,
    FORM(bytes) *swapped) {
  const uint64_t tied = ties == NULL ? 0 : ties[row] >> first_lane;
  if (tied == 0) {
    *moment = filling;
    return;
  }
  *moment &= FORM(byte_mask)(tied, 0);
  // The slots behind the first one that this event may fill; none when it fills none.
  *swapped |= *moment & ~(filling ^ (filling - (uint8_t)1));
  *moment |= filling;
}

/// Searches the lanes from the first one on.
///
/// `slots` and `has_range` are constants wherever this is inlined.
TARGET INLINE void FORM(search_lanes)(
    const struct sliced_question *question, const int slots, const bool has_range,
    const struct sliced_block *block, size_t first_lane, uint8_t *entering,
    struct sliced_depths *depths) {
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
  FORM(bytes) moment = 0;
  FORM(bytes) swapped = 0;

  for (size_t row = 0; row < block->rows; row++) {
    const size_t place = SLICED_LANES * row + first_lane;
    const FORM(bytes) filling = FORM(load_bytes)(block->fills + place);
    FORM(words) time;
    memcpy(&time, block->times + place, sizeof time);
    FORM(note_moment)(block->ties, row, first_lane, filling, &moment, &swapped);

    const FORM(words) wide = __builtin_convertvector(filling, FORM(words));
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
      if (entering != NULL) {
        const FORM(bytes) kept =
            filling & (__builtin_convertvector((FORM(words))enters, FORM(bytes)) | (uint8_t)0xFE);
        memcpy(entering + place, &kept, sizeof kept);
      }
    }
    entries[0] = enters ? time : entries[0];
  }

#pragma clang loop unroll(full)
  for (int slot = 0; slot < slots; slot++) ADD(depths->reached[slot], entries[slot] != none);
  ADD(depths->is_uncertain, (longest >= question->first_uncertain) | at_border);
  ADD(depths->is_tied, swapped != 0);
}

#include "sliced_chain_form.h"
#include "sliced_brief_form.h"

TARGET static void FORM(search)(
    const struct sliced_question *question, int slots, const struct sliced_block *block,
    uint8_t *entering, struct sliced_depths *depths) {
  if (sliced_is_brief(question, block)) {
    FORM(search_brief)(slots, block, depths);
    return;
  }
#define CALL(count)                                                                              \
  question->has_range                                                                            \
      ? FORM(search_lanes)(question, count, true, block, lane, entering, depths)                 \
      : FORM(search_lanes)(question, count, false, block, lane, entering, depths)
  EACH_LANES(slots, CALL)
#undef CALL
}

#include "sliced_order_form.h"
#include "sliced_count_form.h"

static const struct sliced_functions FORM(functions) = {
    FORM(look_up), FORM(look_up_where), FORM(keep_where), FORM(present), FORM(search),
    FORM(find_entries), FORM(find_open), FORM(follow), FORM(follow_brief),
    FORM(find_any_order), FORM(tell),
    FORM(count), FORM(touch),
};

#undef ADD
#undef EACH_LANES
#undef INLINE
#undef FORM
#undef LANES
#undef TARGET
#undef LOOK_UP
