// String literals: concatenation, escapes, arrays and pointers.
#include "check.h"
#include <string.h>
static char global[] = "global";
int main(void) {
    char array[] = "abc";
    char exact[3] = "xyz";
    char padded[8] = "hi";
    const char *pointer = "one" " " "two";
    int i;
    CHECK(sizeof(array) == 4 && sizeof(exact) == 3 && sizeof(padded) == 8);
    CHECK(array[3] == 0 && exact[2] == 'z');
    for (i = 2; i < 8; i++) CHECK(padded[i] == 0);
    CHECK(strcmp(pointer, "one two") == 0);
    CHECK(sizeof("abc") == 4 && sizeof("a" "b") == 3 && sizeof("") == 1);
    CHECK("hello"[1] == 'e');
    CHECK(1["hello"] == 'e');
    CHECK(*"x" == 'x');
    CHECK(sizeof("a\0b") == 4 && strlen("a\0b") == 1);
    CHECK("\x41\102C"[0] == 'A' && "\x41\102C"[1] == 'B' && "\x41\102C"[2] == 'C');
    CHECK("\x4" "1"[1] == '1');
    array[0] = 'X';
    CHECK(strcmp(array, "Xbc") == 0);
    global[0] = 'G';
    CHECK(strcmp(global, "Global") == 0);
    CHECK("tab\there"[3] == 9);
    return 0;
}
