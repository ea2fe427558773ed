/* ISA-L as Debian's libisal-dev installs it; a module map cannot name a system header portably. */
#include <isa-l/igzip_lib.h>
#include <string.h>

/* Moves bytes that were unpacked but not given out yet to a buffer; returns how many.
   ISA-L unpacks ahead, and gives out no more once it has met damage. */
static inline uint32_t
isal_inflate_take(struct inflate_state *_Nonnull state, uint8_t *_Nonnull out, uint32_t room) {
  const uint32_t left = (uint32_t)(state->tmp_out_valid - state->tmp_out_processed);
  const uint32_t count = left < room ? left : room;
  memcpy(out, state->tmp_out_buffer + state->tmp_out_processed, count);
  state->tmp_out_processed += (int32_t)count;
  return count;
}
