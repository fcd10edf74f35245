/** Programs and drivers with one mistake each. The mistake is on the line that ends in a comment with its rule. */
import type { SourceFile } from '../../../src/c/source/position.ts';

/** A program with a mistake. */
export interface Bug {
  readonly name: string;
  readonly text: string;
  /** What is replaced to mend it; it stands in one place. */
  readonly mend: readonly [from: string, to: string];
  /** What the report says of the object: its kind, and its name where it has one. */
  readonly object: string;
}

/** The mended program. */
export function mended({ name, text, mend: [from, to] }: Bug): string {
  const parts = text.split(from);
  if (parts.length !== 2) throw new TypeError(`${name}: ${parts.length - 1} places for ${from}`);
  return parts.join(to);
}

/** The line of the mistake, and its rule. */
export function mistakeOf({ name, text }: Bug): { readonly line: number; readonly rule: string } {
  const lines = text.split('\n');
  const index = lines.findIndex((line) => line.includes('// BUG '));
  const rule = /\/\/ BUG (\S+)/.exec(lines[index] ?? '')?.[1];
  if (rule === undefined) throw new TypeError(`${name}: no line says // BUG`);
  return { line: index + 1, rule };
}

/** A program as a file. */
export const file = (text: string): SourceFile => ({ name: 'bug.c', text });

/** The headers that a program needs: windows.h takes longer than all the rest. */
const headersFor = (text: string): string =>
  ['stdio', 'stdlib', 'string', ...(text.includes('Heap') ? ['windows'] : [])]
    .map((header) => `#include <${header}.h>\n`)
    .join('');

const program = (name: string, object: string, mend: Bug['mend'], text: string): Bug => ({
  name,
  object,
  mend,
  text: headersFor(text) + text,
});

/** User-mode programs. */
export const programs: readonly Bug[] = [
  program(
    'a heap block is overrun by one',
    'heap block',
    ['i <= 10', 'i < 10'],
    `int main(void) {
  int i, *numbers = malloc(10 * sizeof(int));
  for (i = 0; i <= 10; i++)
    numbers[i] = i; // BUG memory-out-of-bounds
  free(numbers);
  return 0;
}`,
  ),
  program(
    'a heap block of an odd size is read past its end',
    'heap block',
    ['text[5]', 'text[4]'],
    `int main(void) {
  char *text = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, 5);
  return text[5]; // BUG memory-out-of-bounds
}`,
  ),
  program(
    'a heap block is written in front of its beginning',
    'heap block',
    ['at = -1', 'at = 0'],
    `int main(void) {
  int at = -1;
  char *text = malloc(64);
  text[at] = 'x'; // BUG memory-out-of-bounds
  return text[at] != 'x';
}`,
  ),
  program(
    'a string is copied without room for its zero',
    'heap block',
    ['malloc(strlen(name))', 'malloc(strlen(name) + 1)'],
    `int main(void) {
  const char *name = "eight ch";
  char *copy = malloc(strlen(name));
  strcpy(copy, name); // BUG memory-out-of-bounds
  return copy[0] != 'e';
}`,
  ),
  program(
    'a freed block is read',
    'heap block',
    ['next = list; // later', 'next = list->next; // later'],
    `typedef struct node { struct node *next; int value; } node;
int main(void) {
  node *list = calloc(1, sizeof(node)), *next;
  next = list; // later
  free(list);
  while (next != NULL)
    next = next->next; // BUG memory-after-free
  return 0;
}`,
  ),
  program(
    'a block is used by its old address after it was resized',
    'heap block',
    ['old[0] = 2', 'grown[0] = 2'],
    `int main(void) {
  int *old = malloc(16), *behind = malloc(16), *grown;
  old[0] = behind != NULL;
  grown = realloc(old, 100000);
  old[0] = 2; // BUG memory-after-free
  return grown[0] == 0;
}`,
  ),
  program(
    'S1-018, S1-019: what malloc gives is used before anything was stored in it',
    'heap block',
    ['malloc(4 * sizeof(int))', 'calloc(4, sizeof(int))'],
    `int main(void) {
  int *counts = malloc(4 * sizeof(int));
  counts[2] += 1; // BUG memory-uninitialised
  return counts[2] == 0;
}`,
  ),
  program(
    'S2-016: what HeapAlloc gives without HEAP_ZERO_MEMORY decides a branch',
    'heap block',
    ['HeapAlloc(GetProcessHeap(), 0,', 'HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY,'],
    `struct options { int verbose; int level; };
int main(void) {
  struct options *options = HeapAlloc(GetProcessHeap(), 0, sizeof *options);
  options->level = 1;
  if (options->verbose) // BUG memory-uninitialised
    puts("verbose");
  return 0;
}`,
  ),
  program(
    'what realloc added is used',
    'heap block',
    ['if (grown[7])', 'if (grown[3])'],
    `int main(void) {
  int *grown = calloc(4, sizeof(int));
  grown = realloc(grown, 8 * sizeof(int));
  if (grown[7]) // BUG memory-uninitialised
    return 1;
  return 0;
}`,
  ),
  program(
    'a local variable is used before one way to it has stored anything',
    'local variable sign of sign_of',
    ['else if (x > 0)', 'else'],
    `static int sign_of(int x) {
  int sign;
  if (x < 0) sign = -1;
  else if (x > 0) sign = 1;
  return sign; // BUG memory-uninitialised
}
int main(void) { return sign_of(0) > 1; }`,
  ),
  program(
    'a local variable of a loop begins anew with each turn',
    'local variable seen of main',
    ['int seen;', 'int seen = i;'],
    `int main(void) {
  int i, sum = 0;
  for (i = 0; i < 3; i++) {
    int seen;
    if (i == 0) seen = 5;
    sum += seen; // BUG memory-uninitialised
  }
  return sum > 100;
}`,
  ),
  program(
    'a routine is asked for a value that it does not store when it fails',
    'local variable size of main',
    ['unsigned size;', 'unsigned size = 0;'],
    `static int query(int ok, unsigned *size) {
  if (!ok) return 0;
  *size = 7;
  return 1;
}
int main(void) {
  unsigned size;
  query(0, &size);
  return size > 1000; // BUG memory-uninitialised
}`,
  ),
  program(
    'a local array is overrun',
    'local variable digits of print',
    ['digits[4]', 'digits[8]'],
    `static void print(int number) {
  char digits[4];
  int length = 0;
  do {
    digits[length++] = (char)('0' + number % 10); // BUG memory-out-of-bounds
    number /= 10;
  } while (number != 0);
  while (length > 0) putchar(digits[--length]);
}
int main(void) { print(54321); return 0; }`,
  ),
  program(
    'sprintf writes past a local array',
    'local variable line of main',
    ['line[8]', 'line[32]'],
    `int main(void) {
  char line[8];
  sprintf(line, "%s-%d", "value", 1234); // BUG memory-out-of-bounds
  return line[0] != 'v';
}`,
  ),
  program(
    'a pointer to a local variable outlives it',
    'local variable buffer of greeting',
    ['char buffer[16]', 'static char buffer[16]'],
    `static const char *greeting(int number) {
  char buffer[16];
  sprintf(buffer, "hello %d", number);
  return buffer;
}
int main(void) {
  const char *text = greeting(7);
  return text[0] != 'h'; // BUG memory-after-return
}`,
  ),
  program(
    'a global array is read past its end',
    'global variable names',
    ['month <= 4', 'month < 4'],
    `static const char *names[4] = { "a", "b", "c", "d" };
static int after = 0;
int main(void) {
  int month, total = after;
  for (month = 0; month <= 4; month++)
    if (names[month] != NULL) // BUG memory-out-of-bounds
      total++;
  return total != 4;
}`,
  ),
  program(
    'a string literal is read past its zero',
    'string literal "abc"',
    ['index < 5', 'index < 4'],
    `int main(void) {
  const char *text = "abc";
  int index, sum = 0;
  for (index = 0; index < 5; index++)
    sum += text[index]; // BUG memory-out-of-bounds
  return sum == 0;
}`,
  ),
  program(
    'memset clears more than the structure',
    'local variable point of main',
    ['sizeof(point) * 2', 'sizeof(point)'],
    `struct point { int x, y; };
int main(void) {
  struct point point;
  memset(&point, 0, sizeof(point) * 2); // BUG memory-out-of-bounds
  return point.x;
}`,
  ),
  program(
    'memcpy carries what nobody stored',
    'local variable copy of main',
    ['from.b = 2;', 'from.b = 2; from.a = 1;'],
    `struct pair { int a, b; };
int main(void) {
  struct pair from, copy;
  from.b = 2;
  memcpy(&copy, &from, sizeof copy);
  return copy.a == copy.b; // BUG memory-uninitialised
}`,
  ),
  program(
    'a structure that was copied has a member that nobody stored',
    'local variable result of main',
    ['made.x = x;', 'made.x = x; made.y = 0;'],
    `struct point { int x, y; };
static struct point make(int x) {
  struct point made;
  made.x = x;
  return made;
}
int main(void) {
  struct point result = make(3);
  return result.y > 1000; // BUG memory-uninitialised
}`,
  ),
  program(
    'a bit-field is read of which another part was stored',
    'local variable flags of main',
    ['flags.high = 3;', 'flags.high = 3; flags.low = 1;'],
    `struct flags { unsigned low : 8; unsigned high : 8; };
int main(void) {
  struct flags flags;
  flags.high = 3;
  return flags.low == 200; // BUG memory-uninitialised
}`,
  ),
  program(
    'strlen runs over an array without a zero',
    'local variable text of main',
    ["text[3] = 'd'", 'text[3] = 0'],
    `int main(void) {
  char text[4];
  text[0] = 'a', text[1] = 'b', text[2] = 'c', text[3] = 'd';
  return strlen(text) > 100; // BUG memory-out-of-bounds
}`,
  ),
  program(
    'strcmp compares what nobody stored',
    'local variable name of main',
    ['char name[8];', 'char name[8] = "";'],
    `int main(void) {
  char name[8];
  return strcmp(name, "a") == 0; // BUG memory-uninitialised
}`,
  ),
  program(
    'a union has fewer bytes than the member that is read',
    'local variable value of main',
    ['value.low = 1;', 'value.whole = 1;'],
    `union value { int low; long long whole; };
int main(void) {
  union value value;
  value.low = 1;
  return value.whole > 5; // BUG memory-uninitialised
}`,
  ),
];
