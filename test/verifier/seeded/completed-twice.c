// driver: an IRP is completed by the function and by its caller
// options: line=IoCompleteRequest(irp
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
#ifdef BUGGY
  Complete(request->Irp, STATUS_SUCCESS, 0);
#endif
  return STATUS_SUCCESS;
}
