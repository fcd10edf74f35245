// E-107: bodies in handlers in bodies.
#include "check.h"
static void level(int n) {
    __try {
        throw_code(CODE + n);
    } __except (GetExceptionCode() == CODE + n) {
        mark('a' + n);
        if (n < 5) level(n + 1);
        mark('A' + n);
    }
}
int main(void) {
    level(0);
    CHECK(traced_is("abcdefFEDCBA"));
    return 0;
}
