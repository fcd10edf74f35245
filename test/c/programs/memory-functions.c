// memcpy and its family.
#include "check.h"
#include <string.h>
#include <stdlib.h>
struct s { int a; char b[6]; };
int main(void) {
    char buffer[16] = "0123456789", *p;
    struct s one = { 1, "five" }, two;
    int numbers[4], i, *heap;
    CHECK(memcpy(&two, &one, sizeof one) == &two && two.a == 1 && strcmp(two.b, "five") == 0);
    CHECK(memcmp(&one, &two, sizeof one) == 0 && memcmp("ab", "ac", 2) < 0 && memcmp("ab", "ac", 1) == 0);
    memmove(buffer + 2, buffer, 6);
    CHECK(memcmp(buffer, "0101234589", 10) == 0);
    memmove(buffer, buffer + 4, 5);
    CHECK(memcmp(buffer, "23458", 5) == 0);
    memset(numbers, 0xFF, sizeof numbers);
    CHECK(numbers[0] == -1 && numbers[3] == -1);
    memset(numbers, 1, 5);
    CHECK(numbers[0] == 0x01010101 && numbers[1] == (int)0xFFFFFF01);
    CHECK((p = memchr(buffer, '8', 10)) != 0 && *p == '8' && !memchr(buffer, 'x', 5));
    heap = calloc(10, sizeof *heap);
    CHECK(heap && heap[9] == 0);
    for (i = 0; i < 10; i++) heap[i] = i;
    heap = realloc(heap, 20 * sizeof *heap);
    CHECK(heap && heap[9] == 9);
    free(heap);
    free(0);
    return 0;
}
