// E-039: the words in their other spellings.
#include "check.h"
int main(void) {
    int abnormal = 0;
    DWORD code = 0;
    _try {
        _try { throw_code(CODE); } _finally { abnormal = _abnormal_termination(); }
    } _except (code = _exception_code(), ((EXCEPTION_POINTERS *)_exception_info())->ExceptionRecord->ExceptionCode == CODE) {
        mark('h');
    }
    CHECK(abnormal && code == CODE);
    _try { _leave; } _finally { mark('f'); }
    CHECK(traced_is("hf"));
    return 0;
}
