// E-032: a vectored handler that makes a page accessible.
#include "check.h"
static char *page;
static int repaired;
static LONG CALLBACK repair(EXCEPTION_POINTERS *p) {
    DWORD old;
    if (p->ExceptionRecord->ExceptionCode != EXCEPTION_ACCESS_VIOLATION) return EXCEPTION_CONTINUE_SEARCH;
    repaired++;
    VirtualProtect(page, 0x1000, PAGE_READWRITE, &old);
    return EXCEPTION_CONTINUE_EXECUTION;
}
int main(void) {
    void *handler = AddVectoredExceptionHandler(1, repair);
    page = VirtualAlloc(NULL, 0x1000, MEM_RESERVE | MEM_COMMIT, PAGE_READONLY);
    CHECK(page && handler);
    page[5] = 'x';
    page[6] = 'y';
    CHECK(repaired == 1 && page[5] == 'x' && page[6] == 'y');
    RemoveVectoredExceptionHandler(handler);
    return 0;
}
