// Switches over 64-bit values, unsigned ones and enumerations; case values are converted.
#include "check.h"
enum e { A, B, C };
static int wide(__int64 v) { switch (v) { case 0x100000000: return 1; case -1: return 2; case 5: return 3; } return 0; }
static int uns(unsigned v) { switch (v) { case -1: return 1; case 0x80000000: return 2; } return 0; }
static int chr(char c) { switch (c) { case '\xff': return 1; case 'A': return 2; } return 0; }
static const char *name(enum e v) { switch (v) { case A: return "A"; case B: return "B"; default: return "?"; } }
int main(void) {
    CHECK(wide(4294967296ll) == 1 && wide(-1) == 2 && wide(5) == 3 && wide(0) == 0);
    CHECK(uns(4294967295u) == 1 && uns(1u << 31) == 2 && uns(1) == 0);
    CHECK(chr(-1) == 1 && chr('A') == 2);
    CHECK(name(B)[0] == 'B' && name(C)[0] == '?');
    return 0;
}
