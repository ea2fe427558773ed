#include "plain_rows.h"

#include <string.h>

/// What 64 bytes are, the first in the lowest bit.
struct block_bits {
  uint64_t delimiters, feeds, returns, quotes;
};

/// At most so many ends of fields are found before rows are made of them.
enum { most_field_ends = 4096 };

/// Where the fields of some rows end, counted from where the first of them begins.
struct field_ends {
  uint32_t places[most_field_ends + 72];
  /// For each line, which of the places ends it; there may be more ends of one more line.
  uint32_t lines[most_field_ends + 72];
  uint32_t line_count;
  /// Whether values may be in quotes, and lines end with a return.
  bool has_quotes, has_returns;
};

/// Makes rows of fields, the next of which is the block's row of a number, until one is not plain or
/// the block is full; returns the number of the row that comes next.
static size_t
take_rows(const struct plain_rows *rows, const struct field_ends *found, size_t row) {
  const uint8_t *const base = rows->bytes + rows->starts[row];
  uint32_t first = 0;
  uint32_t begin = 0;
  for (uint32_t line = 0; line < found->line_count && row < rows->capacity; line++) {
    const uint32_t last = found->lines[line];
    if (last - first + 1 != rows->width) return row;
    const uint32_t *const ends = found->places + first;
    if (found->places[last] + 1 - begin > rows->longest) return row;
    for (size_t index = 0; index < rows->column_count; index++) {
      struct plain_column *const target = rows->columns + index;
      const size_t column = target->column;
      const uint8_t *text = base + (column == 0 ? begin : ends[column - 1] + 1);
      const uint8_t *end = base + ends[column];
      if (found->has_returns && column + 1 == rows->width && end > text && end[-1] == '\r') end--;
      bool is_quoted = false;
      if (found->has_quotes && end > text && *text == '"') {
        is_quoted = true;
        text++;
        end--;
        if (memchr(text, '"', (size_t)(end - text)) != NULL) return row;
      }
      const size_t count = (size_t)(end - text);
      if (target->is_required && count == 0) return row;
      // Without a branch: whether a value is missing can hardly be predicted.
      *target->next = (struct text_cell){text, (uint32_t)count, (uint32_t)row};
      target->next += (count != 0) | is_quoted;
    }
    first = last + 1;
    begin = found->places[last] + 1;
    row++;
    rows->starts[row] = (size_t)(base - rows->bytes) + begin;
  }
  return row;
}

/// Returns which of eight bytes are a given one, the first in the lowest bit.
static inline uint64_t equal_bits(uint64_t word, uint8_t byte) {
  const uint64_t low = 0x7F7F7F7F7F7F7F7F;
  const uint64_t differs = word ^ byte * 0x0101010101010101ull;
  // The highest bit of each byte that does not differ, and then all of them side by side.
  const uint64_t equal = ~(((differs & low) + low) | differs | low);
  return (equal >> 7) * 0x0102040810204080 >> 56;
}

static inline struct block_bits portable_block_bits(const uint8_t *bytes, uint8_t delimiter) {
  struct block_bits bits = {0, 0, 0, 0};
  for (int part = 0; part < 64; part += 8) {
    uint64_t word;
    memcpy(&word, bytes + part, 8);
    bits.delimiters |= equal_bits(word, delimiter) << part;
    bits.feeds |= equal_bits(word, '\n') << part;
    bits.returns |= equal_bits(word, '\r') << part;
    bits.quotes |= equal_bits(word, '"') << part;
  }
  return bits;
}

#define FORM(name) portable_##name
#define TARGET
#define BLOCK_BITS portable_block_bits
#include "plain_rows_form.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,bmi,popcnt")))

AVX2 static inline uint64_t avx2_equal(__m256i low, __m256i high, uint8_t byte) {
  const __m256i wanted = _mm256_set1_epi8((char)byte);
  return (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted)) << 32 |
         (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted));
}

AVX2 static inline struct block_bits avx2_block_bits(const uint8_t *bytes, uint8_t delimiter) {
  const __m256i low = _mm256_loadu_si256((const __m256i *)bytes);
  const __m256i high = _mm256_loadu_si256((const __m256i *)(bytes + 32));
  return (struct block_bits){
      avx2_equal(low, high, delimiter), avx2_equal(low, high, '\n'), avx2_equal(low, high, '\r'),
      avx2_equal(low, high, '"')};
}

#define FORM(name) avx2_##name
#define TARGET AVX2
#define BLOCK_BITS avx2_block_bits
#include "plain_rows_form.h"

#define AVX512 __attribute__((target("avx512f,avx512bw,bmi,popcnt")))

AVX512 static inline struct block_bits avx512_block_bits(const uint8_t *bytes, uint8_t delimiter) {
  const __m512i block = _mm512_loadu_si512(bytes);
  return (struct block_bits){
      _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8((char)delimiter)),
      _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('\n')),
      _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('\r')),
      _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('"'))};
}

#define FORM(name) avx512_##name
#define TARGET AVX512
#define BLOCK_BITS avx512_block_bits
#include "plain_rows_form.h"
#endif

bool plain_has_form(enum plain_form form) {
  switch (form) {
  case plain_portable: return true;
#if defined(__x86_64__)
  case plain_avx2:
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("popcnt");
  case plain_avx512: return plain_has_form(plain_avx2) && __builtin_cpu_supports("avx512bw");
#endif
  default: return false;
  }
}

size_t plain_rows_read(
    enum plain_form form, const struct plain_rows *rows, size_t start, size_t first) {
  switch (form) {
#if defined(__x86_64__)
  case plain_avx2: return avx2_read(rows, start, first);
  case plain_avx512: return avx512_read(rows, start, first);
#endif
  default: return portable_read(rows, start, first);
  }
}
