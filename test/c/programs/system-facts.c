// msvc: what a program is told about its process and the machine.
#include "check.h"
#include <windows.h>
int main(void) {
    DWORD version = GetVersion();
    CHECK(LOBYTE(LOWORD(version)) >= 6 && !(version & 0x80000000));
    CHECK(GetCurrentProcessId() != 0 && GetCurrentThreadId() != 0);
    CHECK(GetTickCount64() >= GetTickCount());
    CHECK(!IsDebuggerPresent());
    __try { DebugBreak(); } __except (GetExceptionCode() == EXCEPTION_BREAKPOINT) { version = 0; }
    CHECK(version == 0);
    __try { ExitProcess(0); } __finally { version = 1; }
    return __LINE__;
}
