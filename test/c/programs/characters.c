// ctype.h.
#include "check.h"
#include <ctype.h>
int main(void) {
    int c, letters = 0, digits = 0, spaces = 0, punctuation = 0;
    for (c = 0; c < 128; c++) {
        letters += !!isalpha(c);
        digits += !!isdigit(c);
        spaces += !!isspace(c);
        punctuation += !!ispunct(c);
        CHECK(!!isalnum(c) == (isalpha(c) || isdigit(c)));
        CHECK(!!isupper(c) == (c >= 'A' && c <= 'Z'));
        CHECK(isupper(c) ? tolower(c) == c + 32 : tolower(c) == c);
        CHECK(islower(c) ? toupper(c) == c - 32 : toupper(c) == c);
    }
    CHECK(letters == 52 && digits == 10 && spaces == 6 && punctuation == 32);
    CHECK(isxdigit('f') && isxdigit('F') && !isxdigit('g') && iscntrl(7) && !isprint(7) && isprint(' ') && !isgraph(' '));
    return 0;
}
