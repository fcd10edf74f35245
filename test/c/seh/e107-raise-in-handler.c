// E-107: exceptions in handlers go to outer frames.
#include "check.h"
int main(void) {
    DWORD code = 0;
    __try {
        __try {
            throw_code(CODE);
        } __except (filter('f', 1)) {
            mark('h');
            throw_code(CODE + 1);
            mark('x');
        }
        mark('x');
    } __except (code = GetExceptionCode(), filter('g', 1)) {
        mark('i');
        __try { read_null(); } __except (filter('k', 1)) { mark('l'); }
    }
    CHECK(code == CODE + 1);
    CHECK(traced_is("fhgikl"));
    return 0;
}
