// E-041: exit inside a body ends the program; no finally block runs.
#include "check.h"
#include <stdlib.h>
int main(void) {
    __try {
        __try { exit(0); } __finally { _exit(7); }
    } __except (_exit(8), 1) {
        return 9;
    }
    return 10;
}
