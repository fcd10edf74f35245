// Wide characters through functions and tables.
#include "check.h"
#include <stddef.h>
static const wchar_t *const days[] = { L"Mon", L"Tue", L"Wed" };
static int compare(const wchar_t *a, const wchar_t *b) { while (*a && *a == *b) a++, b++; return *a - *b; }
static void upper(wchar_t *s) { for (; *s; s++) if (*s >= L'a' && *s <= L'z') *s -= 32; }
int main(void) {
    wchar_t text[] = L"mixed Case\x20AC";
    wchar_t c = 0xFFFF;
    CHECK(compare(days[1], L"Tue") == 0 && compare(days[0], days[1]) < 0);
    upper(text);
    CHECK(compare(text, L"MIXED CASE\x20AC") == 0 && text[10] == 0x20AC);
    CHECK(c > 0 && c + 1 == 65536 && (wchar_t)(c + 1) == 0);
    CHECK((char *)&text[1] - (char *)text == 2);
    return 0;
}
