// driver: two locks are acquired in two orders, and nobody waits yet
#include "seeded.h"

static VOID MutexFirst(PSTATE state)
{
  ExAcquireFastMutex(&state->FastMutex);
  ExAcquireResourceExclusiveLite(&state->Resource, TRUE); /* FOUND */
  ExReleaseResourceLite(&state->Resource);
  ExReleaseFastMutex(&state->FastMutex);
}

#ifdef BUGGY
static VOID ResourceFirst(PSTATE state)
{
  KeEnterCriticalRegion();
  ExAcquireResourceExclusiveLite(&state->Resource, TRUE);
  ExAcquireFastMutex(&state->FastMutex);
  ExReleaseFastMutex(&state->FastMutex);
  ExReleaseResourceLite(&state->Resource);
  KeLeaveCriticalRegion();
}
#endif

static NTSTATUS Work(PREQUEST request)
{
#ifdef BUGGY
  ResourceFirst(request->State);
#else
  MutexFirst(request->State);
#endif
  MutexFirst(request->State);
  return STATUS_SUCCESS;
}
