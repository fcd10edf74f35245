// HEAP_GENERATE_EXCEPTIONS: no memory is an exception that a filter knows.
#include "check.h"
int main(void) {
    HANDLE heap = HeapCreate(0, 0x1000, 0x10000);
    DWORD code = 0;
    void *p;
    CHECK(heap);
    p = HeapAlloc(heap, 0, 0x20000);
    CHECK(!p);
    __try { p = HeapAlloc(heap, HEAP_GENERATE_EXCEPTIONS, 0x20000); mark('x'); } __except (code = GetExceptionCode(), 1) { mark('h'); }
    CHECK(code == STATUS_NO_MEMORY || code == STATUS_ACCESS_VIOLATION);
    CHECK(traced_is("h"));
    CHECK(HeapDestroy(heap));
    return 0;
}
