#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIMIT 1000000

int main(void)
{
    unsigned char *composite = (unsigned char *)malloc(LIMIT + 1);
    int count = 0;
    if (composite == NULL) return 1;
    memset(composite, 0, LIMIT + 1);
    for (int i = 2; i <= LIMIT; i++) {
        if (composite[i]) continue;
        count++;
        for (int j = i + i; j <= LIMIT; j += i) composite[j] = 1;
    }
    free(composite);
    printf("%d\n", count);
    return 0;
}
