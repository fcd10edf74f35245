// printf of integers.
#include "check.h"
#include <stdio.h>
int main(void) {
    printf("%d %i %u %x %X %o\n", -1, 42, 4294967295u, 255, 255, 8);
    printf("[%5d] [%-5d] [%05d] [%+d] [% d] [%.3d] [%5.3d]\n", 42, 42, 42, 42, 42, 5, 5);
    printf("[%#x] [%#o] [%8X] [%-8xX]\n", 255, 8, 0xBEEF, 0xBEEF);
    printf("%lld %llu %llx\n", -9223372036854775807ll, 18446744073709551615ull, 0x123456789ABCDEFull);
    printf("%hd %hhd %hu\n", 70000, 300, 70000);
    printf("%c%c%c %% %5c|%-3c|\n", 'a', 66, '\x43', 'z', 'y');
    printf("%*d|%-*d|%.*d\n", 6, 1, 4, 2, 3, 7);
    CHECK(printf("12345\n") == 6);
    return 0;
}
