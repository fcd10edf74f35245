// E-006: calling what is no code: an access violation at that address.
#include "check.h"
static ULONG_PTR address;
static int copy(EXCEPTION_RECORD *r) { address = r->ExceptionInformation[1]; return r->ExceptionCode == EXCEPTION_ACCESS_VIOLATION; }
int main(void) {
    void (*null)(void) = 0, (*wild)(void) = (void (*)(void))(ULONG_PTR)0x1230;
    __try { null(); mark('x'); } __except (copy(GetExceptionInformation()->ExceptionRecord)) { mark('h'); }
    CHECK(address == 0);
    __try { wild(); mark('x'); } __except (copy(GetExceptionInformation()->ExceptionRecord)) { mark('i'); }
    CHECK(address == 0x1230);
    CHECK(traced_is("hi"));
    return 0;
}
