// A fault inside a function of the library is the program's to handle.
#include "check.h"
int main(void) {
    DWORD code = 0;
    ULONG_PTR address = 0;
    char buffer[8];
    __try { strcpy(buffer, (char *)8); mark('x'); } __except (code = GetExceptionCode(), address = GetExceptionInformation()->ExceptionRecord->ExceptionInformation[1], 1) { mark('h'); }
    CHECK(code == EXCEPTION_ACCESS_VIOLATION && address == 8);
    __try { memset((void *)0x20, 0, 4); mark('x'); } __except (code = GetExceptionCode(), 1) { mark('i'); }
    CHECK(code == EXCEPTION_ACCESS_VIOLATION);
    CHECK(traced_is("hi"));
    return 0;
}
