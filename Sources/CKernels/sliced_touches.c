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

/// Writes how many steps units reached; none for those that are unsure.
static void tell_depths(
    const struct sliced_functions *functions, const struct sliced_steps *steps, int slots,
    const struct sliced_depths *depths, uint64_t unsure, struct sliced_touches *touches) {
  struct sliced_sets sets;
  memset(&sets, 0, sizeof sets);
  for (int step = 0; step < steps->count && steps->last_slots[step] < slots; step++) {
    sets.got[step] = depths->reached[steps->last_slots[step]] & ~unsure;
  }
  struct sliced_outcomes outcomes;
  functions->tell(steps, &sets, &outcomes);
  memcpy(touches->depths, outcomes.depths, sizeof touches->depths);
}

uint64_t sliced_enter(
    enum sliced_form form, const struct sliced_question *question,
    const struct sliced_steps *steps, int slots, const uint8_t *fills, const uint16_t *times,
    const uint64_t *ties, size_t rows, uint8_t *entering, struct sliced_touches *touches) {
  const struct sliced_functions *functions = sliced_functions_of(form);
  struct sliced_depths depths;
  memset(&depths, 0, sizeof depths);
  functions->search(question, slots, fills, times, ties, rows, entering, &depths);
  const int first = steps->last_slots[0];
  const uint64_t entered = first < slots ? depths.reached[first] : 0;
  if ((entered | depths.is_tied) == 0) {
    memset(touches->depths, 0, sizeof touches->depths);
    return 0;
  }
  // The slot that completes the last step of each unit.
  uint64_t last_slots[SLICED_SLOTS] = {0};
  for (int step = 0; step < steps->count && steps->last_slots[step] < slots; step++) {
    const int last = steps->last_slots[step];
    last_slots[last] = depths.reached[last];
    if (step > 0) last_slots[steps->last_slots[step - 1]] &= ~depths.reached[last];
  }
  struct sliced_entries entries;
  memset(&entries, 0, sizeof entries);
  const uint8_t *own = question->has_range ? entering : fills;
  functions->find_entries(question, slots, last_slots, own, times, rows, &entries);
  memcpy(touches->rows, entries.rows, sizeof touches->rows);
  uint64_t unsure = depths.is_uncertain | depths.is_tied | (entries.is_uncertain & entered);
  unsure = (unsure & entered) | able_to_enter(unsure & ~entered, own, rows);
  tell_depths(functions, steps, slots, &depths, unsure, touches);
  return unsure;
}

void sliced_follow(
    enum sliced_form form, const struct sliced_question *question, int slots,
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
    enum sliced_form form, bool is_last, const uint8_t *fills, const uint64_t *holds, size_t rows,
    uint16_t *found) {
  sliced_functions_of(form)->touch(is_last, fills, holds, rows, found);
}

void sliced_put_touches(
    const struct sliced_touches *touches, uint64_t left_out, const uint32_t *units, size_t count,
    size_t first, uint8_t *depths, uint16_t *rows) {
  for (size_t lane = 0; lane < count; lane++) {
    const size_t place = units[lane] - first;
    const bool is_left_out = (left_out >> lane) & 1;
    depths[place] = is_left_out ? 0 : touches->depths[lane];
    rows[place] = touches->rows[lane];
  }
}

void sliced_put_rows(
    const uint16_t *found, const uint32_t *units, size_t count, size_t first, uint16_t *rows) {
  for (size_t lane = 0; lane < count; lane++) rows[units[lane] - first] = found[lane];
}
