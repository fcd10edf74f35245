// Exceptions inside arguments, conditions, subscripts and initialisers.
#include "check.h"
static int fail(int code) { throw_code(CODE + code); return code; }
static int add(int a, int b, int c) { mark('x'); return a + b + c; }
static int caught(int which) {
    int array[4] = { 0, 1, 2, 3 }, r = -1;
    __try {
        switch (which) {
        case 0: r = add(1, fail(0), 3); break;
        case 1: if (array[1] && fail(1)) r = 1; break;
        case 2: r = array[fail(2)]; break;
        case 3: { int local[2] = { 5, fail(3) }; r = local[1]; break; }
        case 4: for (r = 0; r < fail(4); r++) ; break;
        case 5: array[2] += fail(5); break;
        case 6: r = which ? fail(6) : 0; break;
        case 7: while (fail(7)) r++; break;
        case 8: return fail(8);
        }
    } __except (GetExceptionCode() == CODE + (DWORD)which) {
        return r == -1 || which == 4 ? array[2] == 2 : 0;
    }
    return 0;
}
int main(void) {
    int i;
    for (i = 0; i < 9; i++) CHECK(caught(i) || !i + i == -1);
    CHECK(traced_is(""));
    return 0;
}
