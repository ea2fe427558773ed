/* Zstandard as Debian's libzstd-dev installs it; a module map cannot name a system header portably. */
#include <zstd.h>
