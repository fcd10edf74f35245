// Wide strings have 16-bit units.
#include "check.h"
#include <stddef.h>
static size_t length(const wchar_t *text) { size_t n = 0; while (text[n]) n++; return n; }
int main(void) {
    wchar_t array[] = L"wide";
    const wchar_t *both = L"one" L"two";
    wchar_t padded[6] = L"ab";
    CHECK(sizeof(wchar_t) == 2);
    CHECK(sizeof(array) == 10 && length(array) == 4);
    CHECK(length(both) == 6 && both[3] == 't');
    CHECK(padded[2] == 0 && padded[5] == 0);
    CHECK(L"\x1234\xffff"[0] == 0x1234 && L"\x1234\xffff"[1] == 0xFFFF);
    CHECK(L"\xffff"[0] > 0);
    array[0] = L'W';
    CHECK(array[0] == 'W' && array[1] == 'i');
    array[1] = (wchar_t)-1;
    CHECK(array[1] == 65535);
    return 0;
}
