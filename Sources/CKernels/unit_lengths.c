#include "unit_lengths.h"

// A plain loop that the compiler makes wide, so many units at a time.
enum { bunch = 64 };

static inline __attribute__((always_inline)) size_t
lengths_body(
    const int64_t *starts, size_t count, uint16_t limit, uint16_t *lengths, uint32_t *rises,
    size_t room) {
  size_t found = 0;
  uint16_t before = UINT16_MAX;
  for (size_t first = 0; first < count; first += bunch) {
    const size_t end = count - first < bunch ? count : first + bunch;
    for (size_t unit = first; unit < end; unit++) {
      // Rows are told by 32 bits, of which a vector holds more.
      const uint32_t length = (uint32_t)starts[unit + 1] - (uint32_t)starts[unit];
      lengths[unit] = length < limit ? (uint16_t)length : limit;
    }
    size_t here = lengths[first] > before;
    for (size_t unit = first + 1; unit < end; unit++) here += lengths[unit] > lengths[unit - 1];
    if (here > 0) {
      for (size_t unit = first; unit < end; unit++) {
        const uint16_t previous = unit == first ? before : lengths[unit - 1];
        if (lengths[unit] <= previous) continue;
        if (found < room) rises[found] = (uint32_t)unit;
        found++;
      }
    }
    before = lengths[end - 1];
  }
  return found;
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static size_t lengths_wide(
    const int64_t *starts, size_t count, uint16_t limit, uint16_t *lengths, uint32_t *rises,
    size_t room) {
  return lengths_body(starts, count, limit, lengths, rises, room);
}
#endif

size_t unit_lengths(
    enum kernel_form form, const int64_t *starts, size_t count, uint16_t limit, uint16_t *lengths,
    uint32_t *rises, size_t room) {
#if defined(__x86_64__)
  if (form != kernel_portable) return lengths_wide(starts, count, limit, lengths, rises, room);
#else
  (void)form;
#endif
  return lengths_body(starts, count, limit, lengths, rises, room);
}
