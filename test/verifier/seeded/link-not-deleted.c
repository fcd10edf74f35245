// driver: the symbolic link stays behind
// options: bug=KEEPS_LINK line=IoCreateSymbolicLink(&link, &name)
#ifdef BUGGY
#define KEEPS_LINK
#endif
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  UNREFERENCED_PARAMETER(request);
  return STATUS_SUCCESS;
}
