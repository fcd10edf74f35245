#include <windows.h>
#include <stdio.h>

static int total;

int main(void)
{
    for (int i = 0; i < 1000000; i++) {
        __try {
            total += i & 3;
        } __finally {
            total ^= 1;
        }
    }
    printf("%d\n", total);
    return 0;
}
