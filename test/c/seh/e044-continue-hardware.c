// E-044 E-006: a filter commits the page, and the access is done again: 16 faults for 16 pages.
#include "check.h"
static char *base;
static int faults;
static int commit(EXCEPTION_RECORD *r) {
    char *address = (char *)r->ExceptionInformation[1];
    if (r->ExceptionCode != EXCEPTION_ACCESS_VIOLATION || address < base || address >= base + 0x10000) return EXCEPTION_CONTINUE_SEARCH;
    faults++;
    return VirtualAlloc(address, 1, MEM_COMMIT, PAGE_READWRITE) ? EXCEPTION_CONTINUE_EXECUTION : EXCEPTION_EXECUTE_HANDLER;
}
int main(void) {
    int i, sum = 0;
    base = VirtualAlloc(NULL, 0x10000, MEM_RESERVE, PAGE_NOACCESS);
    CHECK(base);
    __try {
        for (i = 0; i < 0x10000; i += 256) base[i] = (char)(i >> 8);
    } __except (commit(GetExceptionInformation()->ExceptionRecord)) {
        return __LINE__;
    }
    CHECK(faults == 16);
    for (i = 0; i < 0x10000; i += 256) sum += (unsigned char)base[i];
    CHECK(sum == 255 * 128 && base[1] == 0);
    CHECK(VirtualFree(base, 0, MEM_RELEASE));
    return 0;
}
