// Rotations and additions of 32 bits, as hashes have them.
#include "check.h"
#define ROTL(x, n) ((x) << (n) | (x) >> (32 - (n)))
static unsigned mix(unsigned a, unsigned b, unsigned c) {
    a -= b; a -= c; a ^= c >> 13;
    b -= c; b -= a; b ^= a << 8;
    c -= a; c -= b; c ^= b >> 13;
    return a ^ ROTL(b, 7) ^ ROTL(c, 19);
}
static unsigned __int64 splitmix(unsigned __int64 *state) {
    unsigned __int64 z = (*state += 0x9E3779B97F4A7C15ull);
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ z >> 27) * 0x94D049BB133111EBull;
    return z ^ z >> 31;
}
int main(void) {
    unsigned __int64 state = 1234567;
    CHECK(ROTL(0x80000001u, 1) == 3 && ROTL(0x12345678u, 16) == 0x56781234);
    CHECK(splitmix(&state) == 6457827717110365317ull);
    CHECK(splitmix(&state) == 3203168211198807973ull);
    CHECK(mix(1, 2, 3) == mix(1, 2, 3) && mix(1, 2, 3) != mix(3, 2, 1));
    return 0;
}
