// assert evaluates its condition and says nothing.
#include <assert.h>
#include "check.h"
static int calls;
static int yes(void) { calls++; return 1; }
int main(void) {
    assert(yes());
    assert(calls == 1 && "text");
    if (calls) assert(1); else return 2;
    CHECK(calls == 1);
    return 0;
}
