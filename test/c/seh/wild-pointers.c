// E-013: an address that no pointer can have faults too; a page that was released does.
#include "check.h"
static DWORD code;
int main(void) {
    char *page = VirtualAlloc(NULL, 0x2000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    volatile char *wild = (char *)(ULONG_PTR)0x5555555555555555ull;
    CHECK(page);
    __try { *wild = 1; mark('x'); } __except (code = GetExceptionCode(), 1) { mark('h'); }
    CHECK(code == EXCEPTION_ACCESS_VIOLATION);
    page[0x1000] = 1;
    CHECK(VirtualFree(page + 0x1000, 0x1000, MEM_DECOMMIT));
    __try { page[0xFFF] = 1; mark('k'); page[0x1000] = 2; mark('x'); } __except (code = GetExceptionCode(), 1) { mark('i'); }
    CHECK(traced_is("hki"));
    return 0;
}
