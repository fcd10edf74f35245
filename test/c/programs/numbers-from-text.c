// atoi, strtol and their relatives.
#include "check.h"
#include <stdlib.h>
int main(void) {
    char *end;
    const char *text = "0x1Fz";
    CHECK(atoi("42") == 42 && atoi("  -17abc") == -17 && atoi("x") == 0 && atoi("+5") == 5);
    CHECK(strtol(text, &end, 0) == 31 && end == text + 4);
    CHECK(strtol("077", 0, 0) == 63 && strtol("077", 0, 10) == 77 && strtol("zz", 0, 36) == 35 * 36 + 35);
    CHECK(strtol("none", &end, 10) == 0 && *end == 'n');
    CHECK(strtoul("4294967295", 0, 10) == 4294967295u);
    CHECK(strtoll("-9223372036854775807", 0, 10) == -9223372036854775807ll);
    CHECK(strtoull("FFFFFFFFFFFFFFFF", 0, 16) == 0xFFFFFFFFFFFFFFFFull);
    CHECK(strtod("2.5e2x", &end) == 250 && *end == 'x' && atof("-.5") == -0.5);
    CHECK(abs(-3) == 3 && div(17, 5).quot == 3 && div(-17, 5).rem == -2);
    return 0;
}
