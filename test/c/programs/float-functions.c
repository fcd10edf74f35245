// Floating arguments and results, also through pointers and without prototypes.
#include "check.h"
static double average(const double *values, int count) {
    double sum = 0;
    int i;
    for (i = 0; i < count; i++) sum += values[i];
    return sum / count;
}
static float half(float f) { return f / 2; }
static double old_style(f, c) float f; char c; { return f + c; }
static double power(double base, int exponent) { return exponent == 0 ? 1 : base * power(base, exponent - 1); }
static double root(double x) {
    double guess = x / 2;
    int i;
    for (i = 0; i < 30; i++) guess = (guess + x / guess) / 2;
    return guess;
}
int main(void) {
    double values[] = { 1, 2, 3, 4.5 };
    double (*function)(double, int) = power;
    CHECK(average(values, 4) == 2.625);
    CHECK(half(3) == 1.5f && half(0.1) == 0.05f);
    CHECK(old_style(1.5, 'a') == 98.5);
    CHECK(function(2, 10) == 1024 && power(0.5, 2) == 0.25);
    CHECK(root(2) > 1.41421356 && root(2) < 1.41421357);
    return 0;
}
