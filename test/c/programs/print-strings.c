// printf of strings, and the other ways to write.
#include "check.h"
#include <stdio.h>
#include <string.h>
int main(void) {
    char buffer[40];
    int n = sprintf(buffer, "%s-%d", "text", 7);
    CHECK(n == 6 && strcmp(buffer, "text-7") == 0);
    printf("[%s] [%10s] [%-10s] [%.2s] [%5.1s]\n", "abc", "abc", "abc", "abc", "abc");
    puts("a line");
    putchar('x');
    putchar('\n');
    fputs("to a stream\n", stdout);
    fprintf(stdout, "%s\n", "formatted");
    fwrite("raw bytes\n", 1, 10, stdout);
    CHECK(snprintf(buffer, 5, "%s", "truncated") == 9 && strcmp(buffer, "trun") == 0);
    printf("%s%s%s\n", "one ", "two ", "three");
    return 0;
}
