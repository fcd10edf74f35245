// E-008: the first touch of a guard page raises, the second does not.
#include "check.h"
static int guard(EXCEPTION_RECORD *r, char *page) {
    return r->ExceptionCode == STATUS_GUARD_PAGE_VIOLATION && r->NumberParameters == 2 && r->ExceptionInformation[1] == (ULONG_PTR)(page + 8);
}
int main(void) {
    char *page = VirtualAlloc(NULL, 0x1000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE | PAGE_GUARD);
    int hits = 0;
    CHECK(page != NULL);
    __try { page[8] = 1; mark('x'); } __except (guard(GetExceptionInformation()->ExceptionRecord, page)) { hits++; }
    CHECK(hits == 1);
    __try { page[8] = 2; mark('k'); } __except (1) { hits++; }
    CHECK(hits == 1 && page[8] == 2 && traced_is("k"));
    VirtualFree(page, 0, MEM_RELEASE);
    __try { page[8] = 3; } __except (GetExceptionCode() == EXCEPTION_ACCESS_VIOLATION) { hits = 10; }
    CHECK(hits == 10);
    return 0;
}
