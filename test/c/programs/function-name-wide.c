// msvc: the name of the function as a wide string.
#include "check.h"
#include <wchar.h>
#define WIDEN_(x) L ## x
#define WIDEN(x) WIDEN_(x)
static const wchar_t *name(void) { return WIDEN(__FUNCTION__); }
int main(void) {
    CHECK(wcscmp(name(), L"name") == 0);
    CHECK(sizeof(WIDEN(__FUNCTION__)) == 10);
    CHECK(wcscmp(L"in " WIDEN(__FUNCTION__), L"in main") == 0);
    CHECK(WIDEN(__FILE__)[0] != 0);
    return 0;
}
