// GetLastError is not touched by exceptions that are handled.
#include "check.h"
int main(void) {
    SetLastError(1234);
    __try { read_null(); } __except (GetLastError() == 1234) { CHECK(GetLastError() == 1234); SetLastError(99); }
    CHECK(GetLastError() == 99);
    return 0;
}
