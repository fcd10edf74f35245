// __COUNTER__, __LINE__ and names made of them; push_macro.
#include "check.h"
enum { FIRST = __COUNTER__, SECOND = __COUNTER__ };
#define NEXT (__COUNTER__ - FIRST)
#define X 1
#pragma push_macro("X")
#undef X
#define X 2
static int inner = X;
#pragma pop_macro("X")
static int outer = X;
int main(void) {
    int a = NEXT, b = NEXT;
    CHECK(SECOND == FIRST + 1);
    CHECK(a == 2 && b == 3);
    CHECK(inner == 2 && outer == 1);
    CHECK(__LINE__ == 17);
    return 0;
}
