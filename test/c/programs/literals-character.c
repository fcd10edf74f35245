// Characters, their escapes, and several in one constant.
#include "check.h"
int main(void) {
    char c = '\xff';
    CHECK('a' == 97 && 'A' == 65 && '0' == 48);
    CHECK('\n' == 10 && '\t' == 9 && '\r' == 13 && '\0' == 0);
    CHECK('\a' == 7 && '\b' == 8 && '\f' == 12 && '\v' == 11);
    CHECK('\\' == 92 && '\'' == 39 && '\"' == 34 && '"' == 34 && '\?' == 63);
    CHECK('\101' == 'A' && '\x41' == 'A' && '\7' == 7 && '\012' == '\n');
    CHECK('\xff' == -1);
    CHECK(c == -1 && (unsigned char)c == 255);
    CHECK('AB' == 0x4142);
    CHECK('ABCD' == 0x41424344);
    CHECK('Fred' == 0x46726564);
    CHECK(L'a' == 97 && L'\x1234' == 0x1234);
    CHECK('z' - 'a' == 25);
    return 0;
}
