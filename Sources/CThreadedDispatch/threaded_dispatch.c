// The dispatcher is inlined into the module that imports the header; a target needs one file to compile.
#include <stdint.h>

extern const uint8_t threaded_dispatch_target;
const uint8_t threaded_dispatch_target = 1;
