// How far the units of a block got and where they entered, as all that is told of them begins.
#include "sliced_functions.h"

#include <string.h>

bool sliced_find_entered(
    const struct sliced_functions *functions, const struct sliced_question *question,
    const struct sliced_steps *steps, int slots, const uint8_t *fills, const uint16_t *times,
    const uint64_t *ties, size_t rows, uint8_t *entering, struct sliced_entered *found) {
  memset(found, 0, sizeof *found);
  functions->search(question, slots, fills, times, ties, rows, entering, &found->depths);
  // The slot that completes the last step of each unit.
  uint64_t last_slots[SLICED_SLOTS] = {0};
  for (int step = 0; step < steps->count; step++) {
    const int last = steps->last_slots[step];
    found->got[step] = last < slots ? found->depths.reached[last] : 0;
    found->exact[step] = found->got[step];
    if (step > 0) found->exact[step - 1] &= ~found->got[step];
  }
  if ((found->got[0] | found->depths.is_tied) == 0) return false;
  for (int step = 0; step < steps->count; step++) {
    last_slots[steps->last_slots[step]] = found->exact[step];
  }
  found->own = question->has_range ? entering : fills;
  functions->find_entries(
      question, slots, last_slots, found->own, times, rows, &found->entries);
  return true;
}
