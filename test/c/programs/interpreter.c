// A small stack machine.
#include "check.h"
enum op { PUSH, ADD, MUL, SUB, DUP, SWAP, JNZ, HALT };
static int run(const int *code) {
    int stack[32], *sp = stack, t;
    const int *pc = code;
    for (;;) switch ((enum op)*pc++) {
    case PUSH: *sp++ = *pc++; break;
    case ADD: sp--; sp[-1] += *sp; break;
    case MUL: sp--; sp[-1] *= *sp; break;
    case SUB: sp--; sp[-1] -= *sp; break;
    case DUP: *sp = sp[-1]; sp++; break;
    case SWAP: t = sp[-1]; sp[-1] = sp[-2]; sp[-2] = t; break;
    case JNZ: t = *pc++; if (*--sp) pc = code + t; break;
    case HALT: return sp[-1];
    default: return -1;
    }
}
int main(void) {
    static const int expression[] = { PUSH, 2, PUSH, 3, ADD, PUSH, 4, MUL, HALT };
    static const int power[] = { PUSH, 1, PUSH, 10, SWAP, PUSH, 2, MUL, SWAP, PUSH, 1, SUB, DUP, JNZ, 4, SWAP, HALT };
    static const int wrong[] = { 99 };
    CHECK(run(expression) == 20);
    CHECK(run(power) == 1024);
    CHECK(run(wrong) == -1);
    return 0;
}
