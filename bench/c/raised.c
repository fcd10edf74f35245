#include <windows.h>
#include <stdio.h>

int main(void)
{
    int caught = 0;
    for (int i = 0; i < 20000; i++) {
        __try {
            RaiseException(0xE0000001, 0, 0, NULL);
        } __except (GetExceptionCode() == 0xE0000001 ? EXCEPTION_EXECUTE_HANDLER : EXCEPTION_CONTINUE_SEARCH) {
            caught++;
        }
    }
    printf("%d\n", caught);
    return 0;
}
