#include "plain_objects.h"
#include <string.h>

/// How many bytes are searched for marks before the objects among them are read.
enum { plain_window = 8192 };

/// The most columns that have a value in every row: those of unit, event and time.
enum { plain_required = 3 };

/// Where reading the objects among some bytes stands.
struct plain_walk {
  const uint8_t *bytes;
  /// The places of all quotes, backslashes, line feeds and carriage returns, up to the last line feed.
  const uint16_t *marks;
  size_t count;
  /// The rows of the block so far.
  size_t row;
  /// The columns that have a value in every row, and where their cells begin.
  const struct plain_column *required[plain_required];
  const struct text_cell *cells[plain_required];
  size_t required_count;
};

/// Finds the columns that have a value in every row.
static inline void plain_find_required(const struct plain_objects *objects, struct plain_walk *walk) {
  walk->required_count = 0;
  for (size_t index = 0; index < objects->column_count; index++) {
    const struct plain_column *const column = objects->columns + index;
    if (!column->is_required || walk->required_count == plain_required) continue;
    walk->required[walk->required_count] = column;
    walk->cells[walk->required_count++] = column->next - walk->row;
  }
}

/// Whether the row that was read last has all values it must have.
static inline bool plain_is_complete(const struct plain_walk *walk) {
  for (size_t index = 0; index < walk->required_count; index++) {
    const struct text_cell *const next = walk->required[index]->next;
    if (next != walk->cells[index] + walk->row + 1 || next[-1].count == 0) return false;
  }
  return true;
}

/// Keeps a value, or leaves it out; false when it is not known where it belongs.
static inline bool plain_keep(
    struct plain_column *columns, int32_t column, const uint8_t *place, const uint8_t *end,
    size_t row) {
  if (column < 0) return column == plain_left_out;
  *columns[column].next++ = (struct text_cell){place, (uint32_t)(end - place), (uint32_t)row};
  return true;
}

static inline uint64_t plain_word(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, 8);
  return word;
}

static inline bool plain_begins(const struct plain_key *key, const uint8_t *place) {
  const uint64_t first = (plain_word(place) ^ plain_word(key->text)) & key->masks[0];
  const uint64_t second = (plain_word(place + 8) ^ plain_word(key->text + 8)) & key->masks[1];
  return (first | second) == 0;
}

static inline bool plain_is_key(const struct plain_key *key, const uint8_t *place) {
  if (!plain_begins(key, place)) return false;
  return !key->is_long || memcmp(place + 16, key->text + 16, key->length - 16) == 0;
}

static inline const uint8_t *plain_digits(const uint8_t *place, const uint8_t *end) {
  while (place < end && (uint8_t)(*place - '0') < 10) place++;
  return place;
}

/// Returns the end of a number without exponent, of true or of false; the place itself when there is
/// none of them.
static inline const uint8_t *plain_simple_value(const uint8_t *place, const uint8_t *end) {
  if (memcmp(place, "true", 4) == 0) return place + 4;
  if (memcmp(place, "false", 5) == 0) return place + 5;
  const uint8_t *const whole = place + (*place == '-');
  const uint8_t *const point = plain_digits(whole, end);
  if (point == whole) return place;
  if (*point != '.') return point;
  const uint8_t *const last = plain_digits(point + 1, end);
  return last == point + 1 ? place : last;
}

/// Leaves out the marks of the line that goes on behind the bytes.
static inline void plain_cut_marks(struct plain_walk *walk) {
  while (walk->count > 0 && walk->bytes[walk->marks[walk->count - 1]] != '\n') walk->count--;
}

/// Reads the objects of whole lines; false when one is not plain, or the block is full. There are so many
/// blanks behind each colon and each comma.
///
/// All marks before a place have been passed, so that those of a key that stands there, and of the text
/// after it, are the next. The last mark ends a line, so a quote is never the last.
static inline __attribute__((always_inline)) bool plain_walk_rows(
    const struct plain_objects *objects, struct plain_walk *walk, const size_t from,
    const size_t length, const size_t blank) {
  const struct plain_key *const keys = objects->keys;
  const struct plain_key *const last_key = keys + objects->key_count;
  struct plain_column *const columns = objects->columns;
  const size_t capacity = objects->capacity;
  const uint8_t *const bytes = walk->bytes;
  const uint16_t *mark = walk->marks;
  const uint16_t *const last_mark = mark + walk->count;
  const uint8_t *place = bytes;
  while (walk->row < capacity) {
    if (mark == last_mark) return true;
    if (*place != '{') return false;
    const struct plain_key *key = keys;
    place++;
    while (true) {
      while (key != last_key && !plain_is_key(key, place)) key++;
      if (key == last_key) return false;
      place += key->length + blank;
      if (blank != 0 && place[-1] != ' ') return false;
      if (*place == '"') {
        const uint8_t *const close = bytes + mark[3];
        if (*close != '"') return false;
        if (!plain_keep(columns, key->column, place + 1, close, walk->row)) return false;
        place = close + 1;
        mark += 4;
      } else if (memcmp(place, "null", 4) == 0) {
        place += 4;
        mark += 2;
      } else {
        const uint8_t *const close = plain_simple_value(place, bytes + length);
        if (close == place) return false;
        if (!plain_keep(columns, key->column, place, close, walk->row)) return false;
        place = close;
        mark += 2;
      }
      key++;
      if (*place != ',') break;
      place += 1 + blank;
      if (blank != 0 && place[-1] != ' ') return false;
    }
    if (*place != '}') return false;
    place++;
    if (*place == '\r') {
      mark++;
      place++;
    }
    if (*place != '\n') return false;
    mark++;
    place++;
    if (!plain_is_complete(walk)) return false;
    walk->row++;
    objects->starts[walk->row] = from + (size_t)(place - bytes);
  }
  return false;
}

/// Whether there is a blank behind the first colon. Most programs write one behind each colon and
/// comma, or none anywhere.
static inline bool plain_has_blanks(const struct plain_walk *walk) {
  return walk->count > 1 && walk->bytes[walk->marks[1] + 2] == ' ';
}

static inline size_t portable_marks(const uint8_t *bytes, size_t place, uint16_t *marks) {
  size_t count = 0;
  for (int index = 0; index < 64; index++) {
    const uint8_t byte = bytes[index];
    marks[count] = (uint16_t)(place + (size_t)index);
    count += byte == '"' || byte == '\\' || byte == '\n' || byte == '\r';
  }
  return count;
}

#define FORM(name) portable_##name
#define TARGET
#define MARKS portable_marks
#include "plain_objects_form.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,bmi,popcnt")))

/// The marks by the lower half of their byte, which differ. No other byte is what stands there.
AVX2 static inline __m128i mark_table(void) {
  return _mm_setr_epi8(-1, 0, '"', 0, 0, 0, 0, 0, 0, 0, '\n', 0, '\\', '\r', 0, 0);
}

AVX2 static inline size_t avx2_marks(const uint8_t *bytes, size_t place, uint16_t *marks) {
  const __m256i table = _mm256_broadcastsi128_si256(mark_table());
  uint64_t bits = 0;
  for (int part = 0; part < 2; part++) {
    const __m256i block = _mm256_loadu_si256((const __m256i *)(bytes + 32 * part));
    const __m256i hits = _mm256_cmpeq_epi8(_mm256_shuffle_epi8(table, block), block);
    bits |= (uint64_t)(uint32_t)_mm256_movemask_epi8(hits) << (32 * part);
  }
  const size_t count = (size_t)_mm_popcnt_u64(bits);
  // Eight at a time, without a branch for each.
  for (size_t index = 0; index < count; index += 8) {
    for (size_t more = 0; more < 8; more++) {
      marks[index + more] = (uint16_t)(place + _tzcnt_u64(bits));
      bits = _blsr_u64(bits);
    }
  }
  return count;
}

#define FORM(name) avx2_##name
#define TARGET AVX2
#define MARKS avx2_marks
#include "plain_objects_form.h"

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vbmi2,avx2,bmi,popcnt")))

AVX512 static inline size_t avx512_marks(const uint8_t *bytes, size_t place, uint16_t *marks) {
  static const uint8_t order[64] = {
      0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
      22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
      44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
  const __m512i table = _mm512_broadcast_i32x4(mark_table());
  const __m512i block = _mm512_loadu_si512(bytes);
  const __mmask64 bits = _mm512_cmpeq_epi8_mask(_mm512_shuffle_epi8(table, block), block);
  const size_t count = (size_t)_mm_popcnt_u64(bits);
  const __m512i packed = _mm512_maskz_compress_epi8(bits, _mm512_loadu_si512(order));
  const __m512i start = _mm512_set1_epi16((short)place);
  const __m512i lower = _mm512_cvtepu8_epi16(_mm512_castsi512_si256(packed));
  _mm512_storeu_si512(marks, _mm512_add_epi16(lower, start));
  if (count > 32) {
    const __m512i upper = _mm512_cvtepu8_epi16(_mm512_extracti64x4_epi64(packed, 1));
    _mm512_storeu_si512(marks + 32, _mm512_add_epi16(upper, start));
  }
  return count;
}

#define FORM(name) avx512_##name
#define TARGET AVX512
#define MARKS avx512_marks
#include "plain_objects_form.h"
#endif

bool plain_objects_has_form(enum plain_form form) {
  switch (form) {
  case plain_portable: return true;
#if defined(__x86_64__)
  case plain_avx2:
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("popcnt");
  case plain_avx512:
    return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2") &&
           __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt");
#endif
  default: return false;
  }
}

size_t plain_objects_read(
    enum plain_form form, const struct plain_objects *objects, size_t start, size_t first) {
  switch (form) {
#if defined(__x86_64__)
  case plain_avx2: return avx2_objects(objects, start, first);
  case plain_avx512: return avx512_objects(objects, start, first);
#endif
  default: return portable_objects(objects, start, first);
  }
}
