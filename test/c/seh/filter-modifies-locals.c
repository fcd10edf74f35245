// E-034: filters are code of their function: they use and change its variables.
#include "check.h"
int main(void) {
    int i, answers = 0, local = 0;
    for (i = 0; i < 4; i++) {
        int mine = i * 2;
        __try { throw_code(CODE + i); local += 100; } __except (answers++, local += mine, (i & 1) ? EXCEPTION_CONTINUE_EXECUTION : EXCEPTION_EXECUTE_HANDLER) { local += 1000; }
    }
    CHECK(answers == 4 && local == 2 * 100 + 2 * 1000 + 0 + 2 + 4 + 6);
    return 0;
}
