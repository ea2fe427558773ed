// Loops over bytes that need the processor's vector instructions.
//
// Each has a portable form; which one is compiled in does not change any result.
#pragma once

#include <stdint.h>

#include "chain_tally.h"
#include "checksum.h"
#include "column_bounds.h"
#include "entrant_counts.h"
#include "hop_lengths.h"
#include "hop_pages.h"
#include "hop_picks.h"
#include "json.h"
#include "kernel_form.h"
#include "large_memory.h"
#include "mapped_guard.h"
#include "pick.h"
#include "plain_objects.h"
#include "plain_rows.h"
#include "sliced.h"
#include "sliced_check.h"
#include "unit_lengths.h"
