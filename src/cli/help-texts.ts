/** What `--help` of each command prints below its options. */

/** For the command line itself. */
export const ALL_EXAMPLES = `
Examples:
  irqlab demo
  irqlab run hello.c
  irqlab run driver.c --client app.c
  irqlab sweep driver.c --client app.c
  irqlab replay program.trace.gz
  irqlab replay program.trace --arch x86 --json
  irqlab docs --ddi pages

Exit codes: 0 fine, 1 findings, 2 bad input, 3 bug check, 4 stopped.`;

/** For `irqlab replay`. */
export const REPLAY_EXAMPLES = `
A trace is text, one heap call a line, compressed with gzip or not:
  # NAME SOURCE OPERATIONS PEAKLIVEBYTES    first line, may be missing
  a ID SIZE                                 allocate; ids count up from 0
  r ID SIZE                                 resize a live block
  f ID                                      free a live block

Examples:
  irqlab replay program.trace.gz
  irqlab replay program.trace --arch x86 --verifier off
  irqlab replay program.trace.gz --json | jq .nsPerOp

Exit codes: 0 fine, 1 a check of the heap failed, 2 bad input, 3 bug check, 4 stopped.`;

/** For `irqlab run`. */
export const RUN_EXAMPLES = `
Files that define DriverEntry are a driver: it is loaded, asked, unloaded. Other files are a user-mode program.
What the program prints, and DbgPrint, goes to standard output; reports go to standard error.

A script is text, one request on a line:
  open \\\\.\\Echo                  the device that the requests below go to
  ioctl 0x222000 48656c6c6f 16   control code, input as hex bytes (- for none), bytes of the output buffer
  read 16
  write 48656c6c6f
  close

Examples:
  irqlab run hello.c --args one two
  irqlab run driver.c util.c -I include -D POOL_TAG=1 --client app.c
  irqlab run driver.c --script requests.txt --verifier off
  irqlab run driver.c --client app.c --checks
  irqlab run test.c --json | tail -1 | jq .exitCode

Exit codes: 0 fine, 1 findings or a program that does not return 0, 2 bad input or compile errors, 3 bug check, 4 stopped.`;

/** For `irqlab sweep`. */
export const SWEEP_EXAMPLES = `
One run learns every call that can fail: allocations, probes, waits, devices, threads. Then the driver with its client,
or the program, runs once more for each of them and each way it can fail. After every run there must be no bug check,
no unhandled exception, no level, lock or region left, no leak, no damage.

Examples:
  irqlab sweep driver.c --client app.c
  irqlab sweep driver.c --client app.c --replay 17:ExAllocatePool2:STATUS_INSUFFICIENT_RESOURCES
  irqlab sweep driver.c --client app.c --shard 2/4 --junit > part2.xml
  irqlab sweep driver.c --client app.c --jobs 1
  irqlab sweep program.c --routine HeapAlloc --pairs 100

Exit codes: 0 every run came back clean, 1 findings, 2 bad input or compile errors.`;

/** For `irqlab docs`. */
export const DOCS_EXAMPLES = `
The pages have the front matter and the sections of Microsoft's reference pages, and their place in its repositories:
DIR/ntifs/nf-ntifs-rtlallocateheap.md. Their words are irqlab's own.

Examples:
  irqlab docs --ddi pages
  irqlab docs --ddi pages --only RtlAllocateHeap RtlFreeHeap

Exit codes: 0 fine, 2 a name that irqlab does not have, a folder or file that cannot be written.`;

/** For `irqlab demo`. */
export const DEMO_EXAMPLES = `
Examples:
  irqlab demo
  irqlab demo heap         a recorded program on the heap, and one broken rule
  npm start                in a checkout: irqlab demo`;
