// E-032: vectored handlers run before those of frames, in their order.
#include "check.h"
static LONG CALLBACK first(EXCEPTION_POINTERS *p) { mark('1'); return EXCEPTION_CONTINUE_SEARCH; }
static LONG CALLBACK second(EXCEPTION_POINTERS *p) { mark('2'); return p->ExceptionRecord->ExceptionCode == CODE + 1 ? EXCEPTION_CONTINUE_EXECUTION : EXCEPTION_CONTINUE_SEARCH; }
int main(void) {
    void *b = AddVectoredExceptionHandler(0, second), *a = AddVectoredExceptionHandler(1, first);
    CHECK(a && b);
    __try { throw_code(CODE); } __except (filter('f', 1)) { mark('h'); }
    CHECK(traced_is("12fh"));
    __try { throw_code(CODE + 1); mark('c'); } __except (filter('f', 1)) { mark('h'); }
    CHECK(traced_is("12c"));
    CHECK(RemoveVectoredExceptionHandler(a));
    __try { throw_code(CODE); } __except (filter('f', 1)) { mark('h'); }
    CHECK(traced_is("2fh"));
    CHECK(RemoveVectoredExceptionHandler(b) && !RemoveVectoredExceptionHandler(b));
    __try { throw_code(CODE); } __except (filter('f', 1)) { mark('h'); }
    CHECK(traced_is("fh"));
    return 0;
}
