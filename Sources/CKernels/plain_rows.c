#include "plain_rows.h"
#include "CKernels.h"

#define FORM(name) portable_##name
#define TARGET
#define SEPARATORS separator_bits
#include "plain_rows_form.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,bmi")))

AVX2 static inline uint64_t separators_avx2(const uint8_t *bytes, uint8_t delimiter) {
  uint64_t bits = 0;
  for (int part = 0; part < 2; part++) {
    const __m256i block = _mm256_loadu_si256((const __m256i *)(bytes + 32 * part));
    const __m256i hits = _mm256_or_si256(
        _mm256_cmpeq_epi8(block, _mm256_set1_epi8((char)delimiter)),
        _mm256_or_si256(
            _mm256_cmpeq_epi8(block, _mm256_set1_epi8('\n')),
            _mm256_cmpeq_epi8(block, _mm256_set1_epi8('\r'))));
    bits |= (uint64_t)(uint32_t)_mm256_movemask_epi8(hits) << (32 * part);
  }
  return bits;
}

#define FORM(name) avx2_##name
#define TARGET AVX2
#define SEPARATORS separators_avx2
#include "plain_rows_form.h"

#define AVX512 __attribute__((target("avx512f,avx512bw,bmi")))

AVX512 static inline uint64_t separators_avx512(const uint8_t *bytes, uint8_t delimiter) {
  const __m512i block = _mm512_loadu_si512(bytes);
  return _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8((char)delimiter)) |
         _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('\n')) |
         _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('\r'));
}

#define FORM(name) avx512_##name
#define TARGET AVX512
#define SEPARATORS separators_avx512
#include "plain_rows_form.h"
#endif

bool plain_has_form(enum plain_form form) {
  switch (form) {
  case plain_portable: return true;
#if defined(__x86_64__)
  case plain_avx2: return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
  case plain_avx512: return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("bmi");
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
