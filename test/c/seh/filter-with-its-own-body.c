// E-061: a filter that calls what raises and handles by itself.
#include "check.h"
static int careful(DWORD code) {
    int answer = 0;
    __try { mark('1'); throw_code(CODE + 9); } __except (filter('i', GetExceptionCode() == CODE + 9)) { mark('2'); answer = code == CODE; }
    __try { mark('3'); } __finally { MARK_FINALLY('n'); }
    return answer;
}
int main(void) {
    __try { __try { throw_code(CODE); } __finally { MARK_FINALLY('f'); } } __except (careful(GetExceptionCode())) { mark('h'); }
    CHECK(traced_is("1i23nFh"));
    return 0;
}
