// Encoding and decoding with shifts over bytes.
#include "check.h"
#include <string.h>
static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static void encode(const unsigned char *in, int n, char *out) {
    for (; n > 0; n -= 3, in += 3) {
        unsigned v = in[0] << 16 | (n > 1 ? in[1] << 8 : 0) | (n > 2 ? in[2] : 0);
        *out++ = letters[v >> 18]; *out++ = letters[v >> 12 & 63];
        *out++ = n > 1 ? letters[v >> 6 & 63] : '='; *out++ = n > 2 ? letters[v & 63] : '=';
    }
    *out = 0;
}
static int decode(const char *in, unsigned char *out) {
    unsigned v = 0;
    int bits = 0, n = 0;
    for (; *in && *in != '='; in++) { v = v << 6 | (unsigned)(strchr(letters, *in) - letters); bits += 6; if (bits >= 8) { bits -= 8; out[n++] = (unsigned char)(v >> bits); } }
    return n;
}
int main(void) {
    char text[40];
    unsigned char back[40];
    encode((const unsigned char *)"Many hands", 10, text);
    CHECK(strcmp(text, "TWFueSBoYW5kcw==") == 0);
    CHECK(decode(text, back) == 10 && memcmp(back, "Many hands", 10) == 0);
    encode((const unsigned char *)"\xff\x00\x80", 3, text);
    CHECK(strcmp(text, "/wCA") == 0 && decode(text, back) == 3 && back[2] == 0x80);
    return 0;
}
