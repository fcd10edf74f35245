// main with arguments: the name of the program and nothing else.
#include "check.h"
#include <string.h>
int main(int argc, char **argv) {
    CHECK(argc == 1 && argv[0] && argv[0][0] && !argv[1]);
    return strlen(argv[0]) == 0;
}
