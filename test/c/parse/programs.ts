/** Programs that several tests read. */

/** What drivers and their test programs are made of, in one text. */
export const ordinaryProgram = String.raw`
typedef unsigned long ULONG, *PULONG;
typedef void *PVOID;
typedef struct _LIST_ENTRY { struct _LIST_ENTRY *Flink, *Blink; } LIST_ENTRY, *PLIST_ENTRY;
typedef long NTSTATUS;
typedef struct _DRIVER_OBJECT DRIVER_OBJECT, *PDRIVER_OBJECT;
typedef NTSTATUS DRIVER_INITIALIZE(PDRIVER_OBJECT d, PVOID p);
typedef void (__stdcall *PFN)(int, ...);
typedef unsigned __int64 size_t;
struct _DRIVER_OBJECT { short Type; union { int a; struct { char b, c; }; }; unsigned x:3, y:5; unsigned :0; unsigned z:1; PFN fn; LIST_ENTRY list; };
DRIVER_INITIALIZE DriverEntry;
static int table[] = { 1, 2, [5] = 7, 8 };
char text[] = "hello" " world";
unsigned short wide[20] = L"abc\x1234";
struct { int a; struct { int b[3]; char c; } d[2]; int e; } nested = { 1, { { { 1, 2, 3 }, 'c' }, 4, 5, 6, 7 }, .e = 5, .d[1].b[2] = 9, 'x' };
enum E { A, B = 5, C, D = 'ABCD' };
int (*fp[3])(int, char *);
int (*(*ff(int a))(void))[4];
extern int printf(const char *format, ...);
_Static_assert(sizeof(LIST_ENTRY) == 2 * sizeof(void *), "list");
#pragma pack(push, 1)
struct P { char a; int b; };
#pragma pack(pop)
typedef char assert_p[(sizeof(struct P) == 5) ? 1 : -1];
int fact(int n) { return n <= 1 ? 1 : n * fact(n - 1); }
static int filter(unsigned code, void *info) { return code == 0xC0000005 ? 1 : 0; }
NTSTATUS DriverEntry(PDRIVER_OBJECT d, PVOID p)
{
    int i, sum = 0;
    PULONG q = (PULONG)p;
    PLIST_ENTRY e;
    __int64 big = 0x123456789i64;
    for (i = 0; i < 10; i++) { sum += table[i]; if (i == 3) continue; }
    for (e = d->list.Flink; e != &d->list; e = e->Flink) {
        DRIVER_OBJECT *o = ((DRIVER_OBJECT *)((char *)(e) - (size_t)(&((DRIVER_OBJECT *)0)->list)));
        o->x = 3; o->y++;
    }
    __try {
        *q = 5;
        __try { sum = fact(sum); if (sum) __leave; } __finally { if (_abnormal_termination()) sum = 2; }
    } __except (filter(_exception_code(), _exception_info())) {
        printf(__FUNCTION__ ": %x\n", _exception_code());
        return (NTSTATUS)0xC0000001L;
    }
    switch (sum) { case A: case 2: sum++; break; case B: { goto out; } default: ; }
    do { big <<= 1; } while (big > 0 && sum--);
    (PVOID)q = p;
    ((char *)q)++;
    d->fn(1, 2.0f, 'c', &sum);
    fp[1](1, "x"), (*fp[2])(2, 0);
out:
    return sum ? (NTSTATUS)big : -1;
}
int old(a, b, c) char a; float b; { return a + (int)b + c; }
int va(const char *f, ...) { char *ap; int n; __va_start(ap, f); n = __va_arg(ap, int); __va_end(ap); return n; }
struct P make(char a) { struct P p = { a, 2 }; return p; }
int usep(void) { struct P x; x = make(1); return make(2).b + x.b + (struct P){ 1, 2 }.b + ((struct P[]){ {1, 2}, {3} })[1].b; }
int main(void) { old(1, 2.0, 3); return usep() + va("", 1); }
`;
