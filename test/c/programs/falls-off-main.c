// main without a return statement returns 0.
static int calls;
static void call(void) { calls++; }
int main(void) {
    call();
    if (calls != 1) return 1;
}
