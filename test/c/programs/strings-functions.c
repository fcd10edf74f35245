// String functions.
#include "check.h"
#include <string.h>
int main(void) {
    char buffer[32] = "hello", other[32];
    CHECK(strlen(buffer) == 5 && strlen("") == 0);
    CHECK(strcpy(other, buffer) == other && strcmp(other, "hello") == 0);
    strcat(other, " world");
    CHECK(strcmp(other, "hello world") == 0 && strcmp("a", "b") < 0 && strcmp("b", "a") > 0 && strcmp("\xff", "a") > 0);
    CHECK(strncmp("abcdef", "abcxyz", 3) == 0 && strncmp("abc", "abd", 3) < 0 && strncmp("a", "b", 0) == 0);
    strncpy(other, "abc", 6);
    CHECK(other[3] == 0 && other[5] == 0 && other[6] == 'w');
    strncat(buffer, "XYZ", 2);
    CHECK(strcmp(buffer, "helloXY") == 0);
    CHECK(strchr(buffer, 'l') == buffer + 2 && strrchr(buffer, 'l') == buffer + 3 && !strchr(buffer, 'q') && strchr(buffer, 0) == buffer + 7);
    CHECK(strstr(buffer, "loX") == buffer + 3 && !strstr(buffer, "lox") && strstr(buffer, "") == buffer);
    CHECK(strspn("aabbc", "ab") == 4 && strcspn("hello", "lx") == 2 && *strpbrk("hello", "ol") == 'l');
    return 0;
}
