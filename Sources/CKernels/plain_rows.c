#include "plain_rows.h"

#include <string.h>

/// What 64 bytes are, the first in the lowest bit.
struct block_bits {
  uint64_t delimiters, feeds, returns, quotes;
};

/// So many fields or lines are found, and those of 64 bytes more, before rows are made of them: what lies
/// behind a row that is not plain is looked at again.
enum { most_fields = 4096, most_lines = 64 };

/// The fields of some rows, counted from where the first of them begins.
struct fields {
  /// Where each field begins, and thereby where the one before has ended; the first begins at zero.
  uint32_t begins[most_fields + 72];
  /// For each line, the number of the field that follows it; one more line may have fields.
  uint32_t lines[most_lines + 64];
  uint32_t line_count;
  /// Whether values may be in quotes, and lines end with a return.
  bool has_quotes, has_returns;
};

/// Makes rows of fields, the next of which is the block's row of a number, until one is not plain or
/// the block is full; returns the number of the row that comes next.
static size_t take_rows(const struct plain_rows *rows, const struct fields *found, size_t row) {
  const uint8_t *const base = rows->bytes + rows->starts[row];
  uint32_t first = 0;
  for (uint32_t line = 0; line < found->line_count && row < rows->capacity; line++) {
    const uint32_t *const begins = found->begins + first;
    const uint32_t next = found->lines[line];
    if (next - first != rows->width) return row;
    if (begins[rows->width] - begins[0] > rows->longest) return row;
    for (size_t index = 0; index < rows->column_count; index++) {
      struct plain_column *const target = rows->columns + index;
      const size_t column = target->column;
      const uint8_t *text = base + begins[column];
      const uint8_t *end = base + begins[column + 1] - 1;
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
    first = next;
    row++;
    rows->starts[row] = (size_t)(base - rows->bytes) + begins[rows->width];
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

/// Writes where bits stand eight at a time, whatever their number: it can hardly be predicted.
static inline void put_ends(uint32_t *places, uint64_t ends, uint32_t base) {
  for (; ends != 0; places += 8) {
    for (uint32_t index = 0; index < 8; index++) {
      places[index] = base + (uint32_t)__builtin_ctzll(ends | 1ull << 63);
      ends &= ends - 1;
    }
  }
}

#define FORM(name) portable_##name
#define TARGET
#define BLOCK_BITS portable_block_bits
#define PUT_ENDS put_ends
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
#define PUT_ENDS put_ends
#include "plain_rows_form.h"

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vbmi2,bmi,popcnt")))

AVX512 static inline struct block_bits avx512_block_bits(const uint8_t *bytes, uint8_t delimiter) {
  const __m512i block = _mm512_loadu_si512(bytes);
  return (struct block_bits){
      _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8((char)delimiter)),
      _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('\n')),
      _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('\r')),
      _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('"'))};
}

/// The numbers from 0 to 63.
static const uint8_t bit_numbers[64] = {
    0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
    22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
    44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};

/// Writes sixteen numbers, each more than its byte by a base.
AVX512 static inline void avx512_put(uint32_t *places, __m128i numbers, __m512i base) {
  _mm512_storeu_si512(places, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(numbers)));
}

/// Writes where bits stand: mostly no more than sixteen do.
AVX512 static inline void avx512_put_ends(uint32_t *places, uint64_t ends, uint32_t base) {
  const __m512i numbers =
      _mm512_maskz_compress_epi8(ends, _mm512_loadu_si512(bit_numbers));
  const __m512i start = _mm512_set1_epi32((int)base);
  const int count = __builtin_popcountll(ends);
  avx512_put(places, _mm512_castsi512_si128(numbers), start);
  if (count > 16) avx512_put(places + 16, _mm512_extracti32x4_epi32(numbers, 1), start);
  if (count > 32) {
    avx512_put(places + 32, _mm512_extracti32x4_epi32(numbers, 2), start);
    avx512_put(places + 48, _mm512_extracti32x4_epi32(numbers, 3), start);
  }
}

#define FORM(name) avx512_##name
#define TARGET AVX512
#define BLOCK_BITS avx512_block_bits
#define PUT_ENDS avx512_put_ends
#include "plain_rows_form.h"
#endif

bool plain_rows_has_form(enum kernel_form form) {
  switch (form) {
  case kernel_portable: return true;
#if defined(__x86_64__)
  case kernel_avx2:
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("popcnt");
  case kernel_avx512:
    return plain_rows_has_form(kernel_avx2) && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vbmi2");
#endif
  default: return false;
  }
}

size_t plain_rows_read(
    enum kernel_form form, const struct plain_rows *rows, size_t start, size_t first) {
  switch (form) {
#if defined(__x86_64__)
  case kernel_avx2: return avx2_read(rows, start, first);
  case kernel_avx512: return avx512_read(rows, start, first);
#endif
  default: return portable_read(rows, start, first);
  }
}
