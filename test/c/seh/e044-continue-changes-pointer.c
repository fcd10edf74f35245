// E-044: a fault repaired by VirtualProtect, with the value that is stored afterwards intact.
#include "check.h"
static int *table;
static int open_page(int *counter) { DWORD old; ++*counter; return VirtualProtect(table, 4096, PAGE_READWRITE, &old) && old == PAGE_NOACCESS ? EXCEPTION_CONTINUE_EXECUTION : EXCEPTION_EXECUTE_HANDLER; }
int main(void) {
    int faults = 0, n = 40;
    DWORD old;
    table = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    CHECK(table);
    table[3] = 10;
    CHECK(VirtualProtect(table, 4096, PAGE_NOACCESS, &old) && old == PAGE_READWRITE);
    __try { table[3] += n++; } __except (open_page(&faults)) { return __LINE__; }
    CHECK(table[3] == 50 && n == 41 && faults == 1);
    return 0;
}
