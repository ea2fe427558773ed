#include "checksum.h"

#include <pthread.h>
#include <string.h>

// The polynomial, its highest power in the lowest bit.
static const uint32_t polynomial = 0x82F63B78;

// Eight bytes at a time: the sum of one byte and seven zeros, six zeros and so on.
static uint32_t slices[8][256];

// An instruction takes three cycles but one can begin in each: three stretches are summed side by
// side. `skips` moves a sum over as many zeros as a stretch has bytes, to join it with the next. Stretches
// are short so that the processor sees one stream of bytes, which it asks of the memory ahead.
enum { stretch = 192 };
static uint32_t skips[4][256];
static pthread_once_t tables_once = PTHREAD_ONCE_INIT;

static uint32_t step(uint32_t sum) { return sum & 1 ? sum >> 1 ^ polynomial : sum >> 1; }

// What each bit of a sum becomes after `zeros` bytes of zero, and from that each byte of it.
static void make_skips(size_t zeros) {
  uint32_t bits[32];
  for (int bit = 0; bit < 32; bit++) {
    uint32_t sum = (uint32_t)1 << bit;
    for (size_t left = zeros; left > 0; left--)
      sum = slices[0][sum & 255] ^ sum >> 8;
    bits[bit] = sum;
  }
  for (int part = 0; part < 4; part++) {
    for (int byte = 0; byte < 256; byte++) {
      uint32_t sum = 0;
      for (int bit = 0; bit < 8; bit++)
        if (byte >> bit & 1) sum ^= bits[8 * part + bit];
      skips[part][byte] = sum;
    }
  }
}

static void make_tables(void) {
  for (uint32_t byte = 0; byte < 256; byte++) {
    uint32_t sum = byte;
    for (int bit = 0; bit < 8; bit++) sum = step(sum);
    slices[0][byte] = sum;
  }
  for (int slice = 1; slice < 8; slice++)
    for (int byte = 0; byte < 256; byte++) {
      const uint32_t sum = slices[slice - 1][byte];
      slices[slice][byte] = slices[0][sum & 255] ^ sum >> 8;
    }
  make_skips(stretch);
}

static uint32_t portable_sum(const uint8_t *bytes, size_t count) {
  uint32_t sum = ~(uint32_t)0;
  for (; count >= 8; bytes += 8, count -= 8) {
    // Byte by byte, so that the order of bytes in a word does not matter.
    sum ^= bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
    sum = slices[7][sum & 255] ^ slices[6][sum >> 8 & 255] ^ slices[5][sum >> 16 & 255] ^
          slices[4][sum >> 24] ^ slices[3][bytes[4]] ^ slices[2][bytes[5]] ^ slices[1][bytes[6]] ^
          slices[0][bytes[7]];
  }
  for (; count > 0; bytes++, count--) sum = slices[0][(sum ^ *bytes) & 255] ^ sum >> 8;
  return ~sum;
}

#if defined(__x86_64__)
#include <nmmintrin.h>
#define TARGET __attribute__((target("sse4.2")))
#define HAS_INSTRUCTION __builtin_cpu_supports("sse4.2")
#define SUM_WORD(sum, word) _mm_crc32_u64(sum, word)
#define SUM_BYTE(sum, byte) _mm_crc32_u8((uint32_t)(sum), byte)
#elif defined(__aarch64__) && defined(__linux__) && defined(__LITTLE_ENDIAN__)
#include <arm_acle.h>
#include <sys/auxv.h>
#define TARGET __attribute__((target("crc")))
// The seventh bit of what the kernel tells of the processor.
#define HAS_INSTRUCTION (getauxval(AT_HWCAP) >> 7 & 1)
#define SUM_WORD(sum, word) __crc32cd((uint32_t)(sum), word)
#define SUM_BYTE(sum, byte) __crc32cb((uint32_t)(sum), byte)
#endif

#if defined(TARGET)
static inline __attribute__((always_inline)) uint64_t word_at(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, sizeof word);
  return word;
}

static inline __attribute__((always_inline)) uint64_t skip(uint64_t sum) {
  return skips[0][sum & 255] ^ skips[1][sum >> 8 & 255] ^ skips[2][sum >> 16 & 255] ^
         skips[3][sum >> 24 & 255];
}

TARGET static inline __attribute__((always_inline)) uint64_t
sum_stretches(uint64_t sum, const uint8_t *bytes) {
  uint64_t second = 0, third = 0;
  for (const uint8_t *end = bytes + stretch; bytes < end; bytes += 8) {
    sum = SUM_WORD(sum, word_at(bytes));
    second = SUM_WORD(second, word_at(bytes + stretch));
    third = SUM_WORD(third, word_at(bytes + 2 * stretch));
  }
  return skip(skip(sum) ^ second) ^ third;
}

TARGET static uint32_t instruction_sum(const uint8_t *bytes, size_t count) {
  uint64_t sum = ~(uint32_t)0;
  for (; count >= 3 * stretch; bytes += 3 * stretch, count -= 3 * stretch)
    sum = sum_stretches(sum, bytes);
  for (; count >= 8; bytes += 8, count -= 8) sum = SUM_WORD(sum, word_at(bytes));
  for (; count > 0; bytes++, count--) sum = SUM_BYTE(sum, *bytes);
  return ~(uint32_t)sum;
}
#endif

bool checksum_has_form(enum checksum_form form) {
  switch (form) {
  case checksum_portable: return true;
#if defined(TARGET)
  case checksum_instruction: return HAS_INSTRUCTION;
#endif
  default: return false;
  }
}

uint32_t checksum(enum checksum_form form, const void *bytes, size_t count) {
  pthread_once(&tables_once, make_tables);
  switch (form) {
#if defined(TARGET)
  case checksum_instruction: return instruction_sum(bytes, count);
#endif
  default: return portable_sum(bytes, count);
  }
}
