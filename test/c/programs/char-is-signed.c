// Plain char is signed.
#include "check.h"
int main(void) {
    char c = (char)200;
    char text[] = "\x80\x7f";
    CHECK(c < 0 && c == -56);
    CHECK(text[0] == -128 && text[1] == 127);
    CHECK((text[0] & 0xFF) == 0x80);
    CHECK((unsigned)text[0] == 0xFFFFFF80u);
    CHECK(text[0] >> 1 == -64);
    CHECK((unsigned char)text[0] >> 1 == 64);
    CHECK((signed char)c == c);
    c = 127;
    c++;
    CHECK(c == -128);
    return 0;
}
