#include "column_bounds.h"

#include <string.h>

#define BODY static inline __attribute__((always_inline))

#define GREATEST(name, type)                                                                       \
  BODY uint64_t name##_body(const type *numbers, size_t count) {                                   \
    type greatest = 0;                                                                             \
    for (size_t index = 0; index < count; index++)                                                 \
      greatest = numbers[index] > greatest ? numbers[index] : greatest;                            \
    return greatest;                                                                               \
  }
GREATEST(greatest_of_bytes, uint8_t)
GREATEST(greatest_of_halves, uint16_t)
GREATEST(greatest_of_words, uint32_t)

BODY size_t count_of_descents_body(const int64_t *numbers, size_t count) {
  size_t found = 0;
  for (size_t index = 1; index < count; index++) found += numbers[index] < numbers[index - 1];
  return found;
}

BODY size_t count_of_word_descents_body(const uint32_t *numbers, size_t count) {
  size_t found = 0;
  for (size_t index = 1; index < count; index++) found += numbers[index] < numbers[index - 1];
  return found;
}

BODY size_t count_of_standstills_body(const int64_t *numbers, size_t count) {
  size_t found = 0;
  for (size_t index = 1; index < count; index++) found += numbers[index] <= numbers[index - 1];
  return found;
}

BODY size_t
count_beyond_body(int64_t limit, int64_t exempt, const int64_t *numbers, size_t count) {
  size_t found = 0;
  for (size_t index = 0; index < count; index++) {
    const int64_t number = numbers[index];
    found += ((number > limit) | (number < -limit)) & (number != exempt);
  }
  return found;
}

BODY uint64_t time_codes_body(
    const uint32_t *words, const uint8_t *extras, int extra_bits, size_t first, size_t count,
    uint64_t *codes) {
  uint64_t greatest = 0;
  if (extra_bits == 0) {
    // As wide as the words, of which a vector is done at a time.
    uint32_t low = 0;
    for (size_t row = 0; row < count; row++) {
      codes[row] = words[row];
      low = words[row] > low ? words[row] : low;
    }
    return low;
  }
  if (extra_bits <= 8) {
    const size_t bits = (size_t)extra_bits;
    const uint64_t mask = ((uint64_t)1 << bits) - 1;
    for (size_t row = 0; row < count; row++) {
      const size_t place = (first + row) * bits;
      const uint64_t code = (extras[place / 8] >> (place % 8) & mask) << 32 | words[row];
      codes[row] = code;
      greatest = code > greatest ? code : greatest;
    }
    return greatest;
  }
  const size_t bytes = (size_t)extra_bits / 8;
  for (size_t row = 0; row < count; row++) {
    uint32_t extra = 0;
    memcpy(&extra, extras + (first + row) * bytes, bytes);
    const uint64_t code = (uint64_t)extra << 32 | words[row];
    codes[row] = code;
    greatest = code > greatest ? code : greatest;
  }
  return greatest;
}

#if defined(__x86_64__)
#define WIDE __attribute__((target("avx2")))
#define FORMS(result, name, parameters, arguments)                                                 \
  WIDE static result name##_wide parameters { return name##_body arguments; }                      \
  result name parameters {                                                                         \
    return __builtin_cpu_supports("avx2") ? name##_wide arguments : name##_body arguments;         \
  }
#else
#define FORMS(result, name, parameters, arguments)                                                 \
  result name parameters { return name##_body arguments; }
#endif

FORMS(uint64_t, greatest_of_bytes, (const uint8_t *numbers, size_t count), (numbers, count))
FORMS(uint64_t, greatest_of_halves, (const uint16_t *numbers, size_t count), (numbers, count))
FORMS(uint64_t, greatest_of_words, (const uint32_t *numbers, size_t count), (numbers, count))
FORMS(size_t, count_of_descents, (const int64_t *numbers, size_t count), (numbers, count))
FORMS(size_t, count_of_word_descents, (const uint32_t *numbers, size_t count), (numbers, count))
FORMS(size_t, count_of_standstills, (const int64_t *numbers, size_t count), (numbers, count))
FORMS(
    size_t, count_beyond,
    (int64_t limit, int64_t exempt, const int64_t *numbers, size_t count),
    (limit, exempt, numbers, count))
FORMS(
    uint64_t, time_codes,
    (const uint32_t *words, const uint8_t *extras, int extra_bits, size_t first, size_t count,
     uint64_t *codes),
    (words, extras, extra_bits, first, count, codes))
