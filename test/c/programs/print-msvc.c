// msvc: formats that only MSVC has.
#include "check.h"
#include <stdio.h>
#include <string.h>
int main(void) {
    char b[64];
    sprintf(b, "%I64d %I64x %I32u", -5ll, 0x123456789ll, 7u);
    CHECK(strcmp(b, "-5 123456789 7") == 0);
    sprintf(b, "%ws %S %ls %hs", L"wide", L"other", L"third", "narrow");
    CHECK(strcmp(b, "wide other third narrow") == 0);
    sprintf(b, "%p", (void *)0x1234);
    CHECK(strcmp(b, sizeof(void *) == 8 ? "0000000000001234" : "00001234") == 0);
    sprintf(b, "%zu %Iu", sizeof(int), sizeof(char));
    CHECK(strcmp(b, "4 1") == 0);
    return 0;
}
