// Prime numbers.
#include "check.h"
static unsigned char composite[10001];
int main(void) {
    int i, j, primes = 0, largest = 0;
    for (i = 2; i <= 10000; i++) {
        if (composite[i]) continue;
        primes++;
        largest = i;
        for (j = i * i; j <= 10000 && j > 0; j += i) composite[j] = 1;
    }
    CHECK(primes == 1229 && largest == 9973);
    return 0;
}
