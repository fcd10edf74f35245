// A parser by recursive descent, with its errors by longjmp.
#include "check.h"
#include <setjmp.h>
#include <ctype.h>
static const char *at;
static jmp_buf failed;
static int sum(void);
static void skip(void) { while (isspace((unsigned char)*at)) at++; }
static int primary(void) {
    int v = 0;
    skip();
    if (*at == '(') { at++; v = sum(); skip(); if (*at++ != ')') longjmp(failed, 1); return v; }
    if (*at == '-') { at++; return -primary(); }
    if (!isdigit((unsigned char)*at)) longjmp(failed, 2);
    while (isdigit((unsigned char)*at)) v = v * 10 + *at++ - '0';
    return v;
}
static int product(void) {
    int v = primary(), d;
    for (skip(); *at == '*' || *at == '/'; skip())
        if (*at++ == '*') v *= primary(); else { d = primary(); if (!d) longjmp(failed, 3); v /= d; }
    return v;
}
static int sum(void) { int v = product(); for (skip(); *at == '+' || *at == '-'; skip()) v = *at++ == '+' ? v + product() : v - product(); return v; }
static int evaluate(const char *text, int *error) { at = text; *error = setjmp(failed); return *error ? 0 : sum(); }
int main(void) {
    int e;
    CHECK(evaluate("1 + 2 * 3", &e) == 7 && !e);
    CHECK(evaluate("-(4 - 10) * (2+1) / 2", &e) == 9 && !e);
    CHECK(evaluate("(1", &e) == 0 && e == 1);
    CHECK(evaluate("1 + *", &e) == 0 && e == 2);
    CHECK(evaluate("5 / (3 - 3)", &e) == 0 && e == 3);
    return 0;
}
