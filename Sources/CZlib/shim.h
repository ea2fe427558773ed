/* zlib as Debian's zlib1g-dev installs it; a module map cannot name a system header portably. */
#include <zlib.h>
