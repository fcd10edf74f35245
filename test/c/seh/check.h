/* Shared by the programs of this folder. main returns 0 when every check holds, else the line of the first that does not. */
#pragma once
#include <windows.h>
#include <string.h>
#define CHECK(condition) do { if (!(condition)) return __LINE__; } while (0)
/* What happened, a letter each, in its order. */
static char trace[512];
static int traced;
static int mark(int letter) { if (traced < 511) trace[traced++] = (char)letter; trace[traced] = 0; return 1; }
/* A filter that leaves its letter and answers. */
static int filter(int letter, int answer) { mark(letter); return answer; }
static int traced_is(const char *text) { int same = strcmp(trace, text) == 0; traced = 0; trace[0] = 0; return same; }
/* In a finally block: capital letter when the termination is abnormal. */
#define MARK_FINALLY(letter) mark(AbnormalTermination() ? (letter) - 32 : (letter))
#define CODE 0xE0000001
static void throw_code(DWORD code) { RaiseException(code, 0, 0, NULL); }
static int read_null(void) { return *(volatile int *)0; }
static void write_null(void) { *(volatile int *)0 = 1; }
