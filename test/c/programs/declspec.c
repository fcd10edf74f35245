// msvc: __declspec in its places.
#include "check.h"
#include <stddef.h>
__declspec(align(16)) struct vector { float v[4]; };
struct holder { char c; __declspec(align(8)) int aligned; char d; };
__declspec(noinline) static int slow(int x) { return x + 1; }
__declspec(selectany) int chosen = 7;
static __declspec(align(32)) char buffer[5];
__declspec(noreturn) static void never(void) { for (;;) ; }
__declspec(deprecated) static int old(void) { return 1; }
typedef __declspec(align(4)) struct { char c; } four;
int main(void) {
    struct vector v;
    CHECK(sizeof(struct vector) == 16 && __alignof(struct vector) == 16);
    CHECK(sizeof(struct holder) == 16);
    CHECK(((unsigned)(size_t)buffer & 31) == 0 && ((unsigned)(size_t)&v & 15) == 0);
    CHECK(slow(1) == 2 && chosen == 7);
    CHECK(sizeof(four) == 4);
    if (chosen == 8) never();
    return 0;
}
