// Guarded bodies that macros make.
#include "check.h"
#define GUARDED(statement, otherwise) do { __try { statement; } __except (EXCEPTION_EXECUTE_HANDLER) { otherwise; } } while (0)
#define LOCKED(statement) __try { mark('('); statement; } __finally { mark(')'); }
int main(void) {
    int i, v = 0;
    for (i = 0; i < 3; i++) GUARDED(if (i == 1) v = read_null(); else mark('0' + i), mark('c'));
    GUARDED(LOCKED(throw_code(CODE)), mark('d'));
    if (v) GUARDED(mark('x'), mark('y')); else LOCKED(mark('e'));
    CHECK(traced_is("0c2()d(e)"));
    return 0;
}
