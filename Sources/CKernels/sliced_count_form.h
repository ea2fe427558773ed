// What counts the units of a block in groups, in one form; part of sliced_form.h.

TARGET static void FORM(count)(
    const struct sliced_steps *steps, int slots, const struct sliced_depths *depths,
    uint64_t known, const struct sliced_share *shares, size_t share_count, uint32_t *cells) {
  uint64_t got[SLICED_SLOTS];
  int reached = 0;
  while (reached < steps->count && steps->last_slots[reached] < slots) {
    got[reached] = depths->reached[steps->last_slots[reached]] & known;
    reached++;
  }
  for (size_t share = 0; share < share_count; share++) {
    const uint64_t units = shares[share].units;
    uint32_t *cell = cells + (size_t)shares[share].group * steps->count;
    for (int step = 0; step < reached; step++) {
      cell[step] += (uint32_t)__builtin_popcountll(got[step] & units);
    }
  }
}

/// Finds for each unit the last row, or going back the first one, with any slot where a condition holds.
TARGET INLINE void FORM(touch_lanes)(
    const bool is_last, const uint8_t *fills, const uint64_t *holds, size_t rows,
    size_t first_lane, uint16_t *found) {
  FORM(words) touched = 0xFFFF;
  for (size_t step = 0; step < rows; step++) {
    const size_t row = is_last ? step : rows - 1 - step;
    const FORM(bytes) filling = FORM(load_bytes)(fills + SLICED_LANES * row + first_lane) &
        FORM(byte_mask)(holds[row], first_lane);
    const FORM(truth) touches = __builtin_convertvector(filling, FORM(words)) != 0;
    touched = touches ? (FORM(words))(uint16_t)row : touched;
  }
  memcpy(found + first_lane, &touched, sizeof touched);
}

TARGET static void FORM(touch)(
    bool is_last, const uint8_t *fills, const uint64_t *holds, size_t rows, uint16_t *found) {
  for (size_t lane = 0; lane < SLICED_LANES; lane += LANES) {
    if (is_last) {
      FORM(touch_lanes)(true, fills, holds, rows, lane, found);
    } else {
      FORM(touch_lanes)(false, fills, holds, rows, lane, found);
    }
  }
}
