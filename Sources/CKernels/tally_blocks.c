// Those of a block who entered, put where all that is told of them is counted.
#include "tally_bunch.h"

#include <stdlib.h>
#include <string.h>

#define BODY static inline __attribute__((always_inline))

_Static_assert(HOP_BUNCH >= 2 * SLICED_LANES, "a bunch has room for the entrants of some blocks");

/// So that vectors of any width lie where they may.
enum { alignment = 64 };

struct bunch *make_bunch(size_t step_count, size_t table_count) {
  const size_t page = HOP_PAGE * (sizeof(uint32_t) + table_count);
  const size_t own = (sizeof(struct bunch) + alignment - 1) / alignment * alignment;
  struct bunch *bunch = aligned_alloc(alignment, own + step_count * page);
  if (bunch == NULL) return NULL;
  memset(bunch, 0, sizeof *bunch);
  uint8_t *next = (uint8_t *)bunch + own;
  for (size_t step = 0; step < step_count; step++, next += page) {
    bunch->stages[step].lengths = (uint32_t *)next;
    bunch->stages[step].numbers = next + HOP_PAGE * sizeof(uint32_t);
  }
  return bunch;
}

void free_bunch(struct bunch *bunch) { free(bunch); }

/// Adds those `taken` units of a block who entered, given the first row of each unit.
static void add_plainly(
    const struct sliced_outcomes *outcomes, uint64_t taken, const uint32_t *starts, size_t steps,
    struct bunch *bunch) {
  // The units that come to a step.
  uint8_t lanes[SLICED_LANES];
  size_t count = 0;
  for (size_t lane = 0; lane < SLICED_LANES; lane++) {
    // Who did not enter is written over, without a guess at it.
    lanes[count] = (uint8_t)lane;
    count += (uint8_t)(outcomes->depths[lane] - 1) < SLICED_UNSURE - 1 && (taken >> lane & 1) != 0;
  }
  const size_t first = bunch->count;
  for (size_t place = 0; place < count; place++) {
    bunch->depths[first + place] = outcomes->depths[lanes[place]];
    bunch->reasons[first + place] = outcomes->reasons[lanes[place]];
  }
  bunch->count += count;
  for (size_t step = 0; step < steps && count != 0; step++) {
    uint32_t *rows = bunch->rows[step] + bunch->row_counts[step];
    size_t kept = 0;
    for (size_t place = 0; place < count; place++) {
      const uint8_t lane = lanes[place];
      rows[kept] = starts[lane] + outcomes->rows[step][lane];
      lanes[kept] = lane;
      kept += outcomes->depths[lane] > step;
    }
    count = kept;
    bunch->row_counts[step] += kept;
  }
}

#if defined(__x86_64__)
#include <immintrin.h>

__attribute__((target("avx512f,avx512bw,avx512vbmi2,popcnt"))) static void add_avx512(
    const struct sliced_outcomes *outcomes, uint64_t taken, const uint32_t *starts, size_t steps,
    struct bunch *bunch) {
  const size_t first = bunch->count;
  const __m512i depths = _mm512_loadu_si512(outcomes->depths);
  // Who did not enter has zero, who must be searched in the store has the most.
  const __mmask64 entered = _mm512_mask_cmplt_epu8_mask(
      _mm512_test_epi8_mask(depths, depths) & taken, depths,
      _mm512_set1_epi8((char)SLICED_UNSURE));
  _mm512_storeu_si512(bunch->depths + first, _mm512_maskz_compress_epi8(entered, depths));
  _mm512_storeu_si512(
      bunch->reasons + first,
      _mm512_maskz_compress_epi8(entered, _mm512_loadu_si512(outcomes->reasons)));
  bunch->count = first + (size_t)__builtin_popcountll(entered);
  for (size_t step = 0; step < steps; step++) {
    const __mmask64 comes =
        _mm512_mask_cmpgt_epu8_mask(entered, depths, _mm512_set1_epi8((char)step));
    if (comes == 0) break;
    uint32_t *next = bunch->rows[step] + bunch->row_counts[step];
    bunch->row_counts[step] += (size_t)__builtin_popcountll(comes);
    for (size_t lane = 0; lane < SLICED_LANES; lane += 16) {
      const __mmask16 own = (__mmask16)(comes >> lane);
      const __m256i rows = _mm256_loadu_si256((const __m256i *)(outcomes->rows[step] + lane));
      const __m512i found =
          _mm512_add_epi32(_mm512_loadu_si512(starts + lane), _mm512_cvtepu16_epi32(rows));
      _mm512_storeu_si512(next, _mm512_maskz_compress_epi32(own, found));
      next += __builtin_popcount(own);
    }
  }
}
#endif

/// Finds the first row of each unit of a block.
BODY void find_starts(const struct tally_units *units, const intptr_t *starts, uint32_t *found) {
  const intptr_t *stretch = starts + units->first;
  if (!units->are_neighbours) {
    for (size_t lane = 0; lane < units->count; lane++) {
      found[lane] = (uint32_t)stretch[units->places[lane]];
    }
    return;
  }
  const intptr_t *own = stretch + units->places[0];
  for (size_t lane = 0; lane < units->count; lane++) found[lane] = (uint32_t)own[lane];
}

BODY bool add(
    const struct sliced_outcomes *outcomes, const struct tally_units *units,
    const intptr_t *starts, struct chain_tally *tally) {
  struct bunch *bunch = tally->bunch;
  if (units->count == 0) return true;
  if (bunch->count > HOP_BUNCH - SLICED_LANES && !tally_bunch(tally)) return false;
  const uint64_t all =
      units->count < SLICED_LANES ? ((uint64_t)1 << units->count) - 1 : ~(uint64_t)0;
  const uint64_t taken = all & ~units->left_out;
  uint32_t own_starts[SLICED_LANES] = {0};
  find_starts(units, starts, own_starts);
#if defined(__x86_64__)
  if (tally->picks) {
    add_avx512(outcomes, taken, own_starts, tally->step_count, bunch);
    return true;
  }
#endif
  add_plainly(outcomes, taken, own_starts, tally->step_count, bunch);
  return true;
}

#if defined(__x86_64__)
__attribute__((target("avx512f,avx512bw,avx512vl,avx512dq"))) static bool add_in_avx512(
    const struct sliced_outcomes *outcomes, const struct tally_units *units,
    const intptr_t *starts, struct chain_tally *tally) {
  return add(outcomes, units, starts, tally);
}
#endif

bool tally_block(
    const struct sliced_outcomes *outcomes, const struct tally_units *units, const intptr_t *starts,
    struct chain_tally *tally) {
#if defined(__x86_64__)
  if (tally->form == kernel_avx512) return add_in_avx512(outcomes, units, starts, tally);
#endif
  return add(outcomes, units, starts, tally);
}
