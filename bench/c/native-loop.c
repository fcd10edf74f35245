/* Runs a benchmark's main again and again and prints the nanoseconds of each round: compiled with -Dmain=program_main. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int program_main(void);

int main(int argc, char **argv)
{
    int rounds = argc > 1 ? atoi(argv[1]) : 1;
    for (int round = 0; round < rounds; round++) {
        struct timespec before, after;
        clock_gettime(CLOCK_MONOTONIC, &before);
        program_main();
        clock_gettime(CLOCK_MONOTONIC, &after);
        fprintf(stderr, "%lld\n", (after.tv_sec - before.tv_sec) * 1000000000ll + (after.tv_nsec - before.tv_nsec));
    }
    return 0;
}
