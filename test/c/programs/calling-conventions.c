// Calling conventions are accepted everywhere and change nothing that shows.
#include "check.h"
static int __cdecl c(int a, int b) { return a - b; }
static int __stdcall s(int a, int b) { return a - b; }
static int __fastcall f(int a, int b) { return a - b; }
typedef int (__stdcall *callback)(int, int);
static int (__cdecl *pointer)(int, int) = c;
static callback choose(void) { return s; }
struct ops { int (__fastcall *op)(int, int); };
int main(void) {
    struct ops o = { f };
    CHECK(c(5, 3) == 2 && s(5, 3) == 2 && f(5, 3) == 2);
    CHECK(pointer(1, 1) == 0 && choose()(9, 1) == 8 && o.op(3, 1) == 2);
    return 0;
}
