// An exception crosses a function of the library that called back.
#include "check.h"
#include <stdlib.h>
static int calls;
static int __cdecl compare(const void *a, const void *b) { if (++calls == 5) throw_code(CODE); return *(const int *)a - *(const int *)b; }
int main(void) {
    int values[20], i;
    for (i = 0; i < 20; i++) values[i] = 20 - i;
    __try { __try { qsort(values, 20, sizeof(int), compare); mark('x'); } __finally { MARK_FINALLY('f'); } } __except (filter('q', GetExceptionCode() == CODE)) { mark('h'); }
    CHECK(calls == 5);
    CHECK(traced_is("qFh"));
    return 0;
}
