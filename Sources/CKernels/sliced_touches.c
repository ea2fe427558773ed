// What tells the groups of units, put together from what the forms of the search find.
#include "sliced_functions.h"

#include <string.h>

/// Returns, of some units, those with an event for the first slot.
static uint64_t able_to_enter(uint64_t units, const uint8_t *fills, size_t rows) {
  uint64_t able = 0;
  for (uint64_t left = units; left != 0; left &= left - 1) {
    const int lane = __builtin_ctzll(left);
    for (size_t row = 0; row < rows; row++) {
      if (fills[SLICED_LANES * row + lane] & 1) {
        able |= (uint64_t)1 << lane;
        break;
      }
    }
  }
  return able;
}

uint64_t sliced_enter(
    enum kernel_form form, const struct sliced_question *question,
    const struct sliced_steps *steps, int slots, const struct sliced_block *block,
    uint8_t *entering, struct sliced_touches *touches) {
  const struct sliced_functions *functions = sliced_functions_of(form);
  struct sliced_entered found;
  if (!sliced_find_entered(functions, question, steps, slots, block, entering, &found)) {
    memset(touches->depths, 0, sizeof touches->depths);
    return 0;
  }
  memcpy(touches->rows, found.entries.rows, sizeof touches->rows);
  const uint64_t entered = found.got[0];
  uint64_t unsure = found.depths.is_uncertain | found.depths.is_tied |
                    (found.entries.is_uncertain & entered);
  unsure = (unsure & entered) | able_to_enter(unsure & ~entered, found.own, block->rows);
  // Those that are unsure have no depth.
  struct sliced_sets sets;
  memset(&sets, 0, sizeof sets);
  for (int step = 0; step < steps->count; step++) sets.got[step] = found.got[step] & ~unsure;
  struct sliced_outcomes outcomes;
  functions->tell(steps, &sets, &outcomes);
  memcpy(touches->depths, outcomes.depths, sizeof touches->depths);
  return unsure;
}

void sliced_follow(
    enum kernel_form form, const struct sliced_question *question, int slots,
    const uint8_t *fills, size_t rows, const uint8_t *entering,
    const struct sliced_touches *touches, struct sliced_chain_rows *chains) {
  struct sliced_chains found;
  memset(found.unlimited, 0, sizeof found.unlimited);
  memset(found.present, 0, sizeof found.present);
  sliced_functions_of(form)->follow(
      slots, question->has_range ? entering : fills, touches->rows, rows, &found);
  memcpy(chains->rows, found.rows, (size_t)slots * sizeof *found.rows);
}

void sliced_touch(
    enum kernel_form form, bool is_last, const uint8_t *fills, const uint64_t *holds, size_t rows,
    uint16_t *found) {
  sliced_functions_of(form)->touch(is_last, fills, holds, rows, found);
}

void sliced_put_touches(
    const struct sliced_touches *touches, uint64_t left_out, const uint16_t *places, size_t count,
    uint8_t *depths, uint16_t *rows) {
  for (size_t lane = 0; lane < count; lane++) {
    const size_t place = places[lane];
    const bool is_left_out = (left_out >> lane) & 1;
    depths[place] = is_left_out ? 0 : touches->depths[lane];
    rows[place] = touches->rows[lane];
  }
}

void sliced_put_rows(
    const uint16_t *found, const uint16_t *places, size_t count, uint16_t *rows) {
  for (size_t lane = 0; lane < count; lane++) rows[places[lane]] = found[lane];
}
