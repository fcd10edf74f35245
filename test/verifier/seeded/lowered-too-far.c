// driver: the level is lowered to PASSIVE_LEVEL, not to what it was
// options: anywhere
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  KIRQL first, second;

  UNREFERENCED_PARAMETER(request);
  KeRaiseIrql(APC_LEVEL, &first);
  KeRaiseIrql(DISPATCH_LEVEL, &second);
#ifdef BUGGY
  KeLowerIrql(PASSIVE_LEVEL);
#else
  KeLowerIrql(second);
#endif
  KeLowerIrql(first); /* FOUND */
  return STATUS_SUCCESS;
}
