#include "sliced_functions.h"

#include <string.h>

// The portable form: what every compiler makes of 16 lanes.

typedef uint8_t looked_up __attribute__((ext_vector_type(16)));

static inline __attribute__((always_inline)) looked_up
look_up(const struct sliced_table *table, const uint8_t *codes) {
  looked_up fills;
#pragma clang loop unroll(full)
  for (int lane = 0; lane < 16; lane++) fills[lane] = table->fills[codes[lane]];
  return fills;
}

#define FORM(name) portable_##name
#define LANES 16
#define TARGET
#define LOOK_UP look_up
#include "sliced_form.h"

#if defined(__x86_64__)
#include <immintrin.h>

// A shuffle looks up 16 codes; the parts of the table that fill no slot are left out. Codes of
// other parts get their highest bit set, for which a shuffle gives zero.

#define AVX2 __attribute__((target("avx2")))
typedef uint8_t looked_up_avx2 __attribute__((ext_vector_type(32)));

AVX2 static inline __attribute__((always_inline)) looked_up_avx2
look_up_avx2(const struct sliced_table *table, const uint8_t *codes) {
  const __m256i row = _mm256_loadu_si256((const __m256i *)codes);
  __m256i fills = _mm256_setzero_si256();
  for (int index = 0; index < table->part_count; index++) {
    const uint8_t first = table->parts[index];
    const __m256i part =
        _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(table->fills + first)));
    const __m256i local = _mm256_xor_si256(row, _mm256_set1_epi8((char)first));
    const __m256i place = _mm256_adds_epu8(local, _mm256_set1_epi8(0x70));
    fills = _mm256_or_si256(fills, _mm256_shuffle_epi8(part, place));
  }
  return (looked_up_avx2)fills;
}

#define FORM(name) avx2_##name
#define LANES 32
#define TARGET AVX2
#define LOOK_UP look_up_avx2
#include "sliced_form.h"

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq")))
typedef uint8_t looked_up_avx512 __attribute__((ext_vector_type(64)));

AVX512 static inline __attribute__((always_inline)) looked_up_avx512
look_up_avx512(const struct sliced_table *table, const uint8_t *codes) {
  const __m512i row = _mm512_loadu_si512(codes);
  __m512i fills = _mm512_setzero_si512();
  for (int index = 0; index < table->part_count; index++) {
    const uint8_t first = table->parts[index];
    const __m512i part =
        _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(table->fills + first)));
    const __m512i local = _mm512_xor_si512(row, _mm512_set1_epi8((char)first));
    const __m512i place = _mm512_adds_epu8(local, _mm512_set1_epi8(0x70));
    fills = _mm512_or_si512(fills, _mm512_shuffle_epi8(part, place));
  }
  return (looked_up_avx512)fills;
}

#define FORM(name) avx512_##name
#define LANES 64
#define TARGET AVX512
#define LOOK_UP look_up_avx512
#include "sliced_form.h"
#endif

const struct sliced_functions *sliced_functions_of(enum kernel_form form) {
  switch (form) {
#if defined(__x86_64__)
  case kernel_avx2: return &avx2_functions;
  case kernel_avx512: return &avx512_functions;
#endif
  default: return &portable_functions;
  }
}

void sliced_look_up(
    enum kernel_form form, const struct sliced_table *table, const uint8_t *codes, size_t rows,
    uint8_t *fills) {
  sliced_functions_of(form)->look_up(table, codes, rows, fills);
}

void sliced_look_up_where(
    enum kernel_form form, const struct sliced_table *table, const uint8_t *codes,
    const uint64_t *holds, size_t rows, uint8_t *fills) {
  sliced_functions_of(form)->look_up_where(table, codes, holds, rows, fills);
}

void sliced_keep_where(
    enum kernel_form form, const uint64_t *holds, size_t rows, uint8_t *fills) {
  sliced_functions_of(form)->keep_where(holds, rows, fills);
}

uint64_t sliced_present(enum kernel_form form, size_t rows, const uint8_t *fills) {
  return sliced_functions_of(form)->present(rows, fills);
}

void sliced_search(
    enum kernel_form form, const struct sliced_question *question, int slots,
    const struct sliced_block *block, uint8_t *entering, struct sliced_depths *depths) {
  memset(depths, 0, sizeof *depths);
  sliced_functions_of(form)->search(question, slots, block, entering, depths);
}

void sliced_count(
    enum kernel_form form, const struct sliced_steps *steps, int slots,
    const struct sliced_depths *depths, uint64_t known, const struct sliced_share *shares,
    size_t share_count, uint32_t *cells) {
  sliced_functions_of(form)->count(steps, slots, depths, known, shares, share_count, cells);
}
