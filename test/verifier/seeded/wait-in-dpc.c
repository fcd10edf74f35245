// driver: a DPC waits for an event
#include "seeded.h"

static VOID Later(PKDPC dpc, PVOID context, PVOID one, PVOID other)
{
  PSTATE state = (PSTATE)context;

  UNREFERENCED_PARAMETER(dpc);
  UNREFERENCED_PARAMETER(one);
  UNREFERENCED_PARAMETER(other);
#ifdef BUGGY
  KeWaitForSingleObject(&state->Event, Executive, KernelMode, FALSE, NULL); /* FOUND */
#else
  KeSetEvent(&state->Event, IO_NO_INCREMENT, FALSE);
#endif
}

static NTSTATUS Work(PREQUEST request)
{
  KeInitializeDpc(&request->State->Dpc, Later, request->State);
  KeInsertQueueDpc(&request->State->Dpc, NULL, NULL);
  return STATUS_SUCCESS;
}
