// Slots filled in any order, to tell why units were lost, in one form; part of sliced_form.h.

/// Finds, from the last row back, how near after an entry all the slots that a unit wants follow in
/// any order.
///
/// A slot with a twin takes the event after the next one of those that fill both.
TARGET INLINE void FORM(find_any_order_of_lanes)(
    const struct sliced_question *question, const int slots, const bool has_range,
    const uint8_t *twins, const uint64_t *wanted_slots, const uint8_t *fills, const uint16_t *times, size_t rows,
    size_t first_lane, struct sliced_order *order) {
  const FORM(words) earliest = question->earliest_entry;
  const FORM(words) range_length =
      (uint16_t)(question->latest_entry - question->earliest_entry);
  FORM(bytes) wanted = 0;
  // The time at which each slot is filled next.
  FORM(words) next[SLICED_SLOTS];
#pragma clang loop unroll(full)
  for (int slot = 0; slot < slots; slot++) {
    wanted |= FORM(byte_mask)(wanted_slots[slot], first_lane) & (uint8_t)(1 << slot);
    FORM(mask_words)(&next[slot], wanted_slots[slot], first_lane);
  }
  FORM(words) nearest = 0xFFFF;
  FORM(truth) at_border = 0;

  for (size_t row = rows; row-- > 0;) {
    const size_t place = SLICED_LANES * row + first_lane;
    const FORM(words) filling = __builtin_convertvector(
        FORM(load_bytes)(fills + place) & wanted, FORM(words));
    FORM(words) time;
    memcpy(&time, times + place, sizeof time);
    FORM(words) latest = 0;
    // From the last slot down: what is read belongs to later events.
#pragma clang loop unroll(full)
    for (int slot = slots - 1; slot >= 0; slot--) {
      const FORM(words) filled_at = twins[slot] < slot ? next[twins[slot]] : time;
      next[slot] = (filling & (uint16_t)(1 << slot)) != 0 ? filled_at : next[slot];
      latest = __builtin_elementwise_max(latest, next[slot]);
    }
    FORM(words) length = latest - time;
    // An event that fills none is no nearer than the next one that does.
    if (has_range) {
      const FORM(truth) enters = (filling != 0) & (time - earliest <= range_length);
      at_border |= enters & ((time == question->uncertain_entries[0]) |
                             (time == question->uncertain_entries[1]));
      length = enters ? length : (FORM(words))0xFFFF;
    }
    nearest = __builtin_elementwise_min(nearest, length);
  }

  ADD(order->is_there, nearest <= question->last_possible);
  ADD(order->is_uncertain,
      ((nearest >= question->first_uncertain) & (nearest <= question->last_possible)) | at_border);
}

TARGET static void FORM(find_any_order)(
    const struct sliced_question *question, int slots, const uint8_t *twins,
    const uint64_t *wanted_slots, const uint8_t *fills, const uint16_t *times, size_t rows,
    struct sliced_order *order) {
#define CALL(count)                                                                              \
  question->has_range ? FORM(find_any_order_of_lanes)(                                           \
                            question, count, true, twins, wanted_slots, fills, times, rows,      \
                            lane, order)                                                         \
                      : FORM(find_any_order_of_lanes)(                                           \
                            question, count, false, twins, wanted_slots, fills, times, rows,     \
                            lane, order)
  EACH_LANES(slots, CALL)
#undef CALL
}
