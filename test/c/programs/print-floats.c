// printf of floating numbers.
#include "check.h"
#include <stdio.h>
int main(void) {
    printf("%f %.2f %.0f %10.3f|%-10.1f|\n", 3.14159, 2.005, 2.5, -1.5, 9.99);
    printf("%e %.3E %g %g %g %G\n", 12345.678, 0.00012, 0.0001, 1e10, 100000.0, 1e-10);
    printf("%+f %+.1f %05.1f %g\n", 1.0, -1.0, 2.5, 0.5);
    printf("%.10g %.17g\n", 0.1, 0.1);
    printf("%f %d %f\n", 1.0f, 2, 3.5);
    return 0;
}
