// Strings built by hand: reversing, numbers, splitting.
#include "check.h"
#include <string.h>
static char *reverse(char *s) { char *a = s, *b = s + strlen(s), t; while (a < --b) t = *a, *a++ = *b, *b = t; return s; }
static char *number(int v, char *to) { char *p = to; unsigned u = v < 0 ? -(unsigned)v : v; do *p++ = (char)('0' + u % 10); while (u /= 10); if (v < 0) *p++ = '-'; *p = 0; return reverse(to); }
static int split(char *s, char *parts[], int most) { int n = 0; while (*s && n < most) { while (*s == ' ') *s++ = 0; if (!*s) break; parts[n++] = s; while (*s && *s != ' ') s++; } return n; }
int main(void) {
    char b[32], line[] = "  the quick  fox ", *parts[8];
    CHECK(strcmp(number(0, b), "0") == 0 && strcmp(number(-2147483647 - 1, b), "-2147483648") == 0 && strcmp(number(120, b), "120") == 0);
    CHECK(split(line, parts, 8) == 3 && strcmp(parts[0], "the") == 0 && strcmp(parts[2], "fox") == 0);
    CHECK(strcmp(reverse(parts[1]), "kciuq") == 0);
    return 0;
}
