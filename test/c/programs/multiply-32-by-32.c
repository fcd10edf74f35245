// A product of two 32-bit numbers keeps its low 32 bits exactly.
#include "check.h"
static unsigned hash(const char *text) {
    unsigned h = 2166136261u;
    while (*text) {
        h ^= (unsigned char)*text++;
        h *= 16777619u;
    }
    return h;
}
static int random_state = 1;
static int next_random(void) {
    random_state = (int)((unsigned)random_state * 1103515245u + 12345u);
    return (random_state >> 16) & 0x7FFF;
}
int main(void) {
    CHECK(hash("") == 2166136261u);
    CHECK(hash("a") == 0xE40C292Cu);
    CHECK(hash("foobar") == 0xBF9CF968u);
    CHECK(next_random() == 16838);
    CHECK(next_random() == 5758);
    CHECK(next_random() == 10113);
    CHECK(123456789 * 10 == 1234567890);
    CHECK((unsigned)(2147483647 * 1u * 2147483647) == 1);
    return 0;
}
