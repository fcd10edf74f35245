/* What the driver and its clients agree on. */
#pragma once

#define CAREFUL_MAXIMUM_NUMBERS 64

/* Sorts numbers (ULONG) in place: input and output have the same length. */
#define IOCTL_CAREFUL_SORT CTL_CODE(FILE_DEVICE_UNKNOWN, 0x840, METHOD_BUFFERED, FILE_ANY_ACCESS)
/* Lets a timer, a DPC and a work item run, one after the other, and returns when they have. */
#define IOCTL_CAREFUL_TURN CTL_CODE(FILE_DEVICE_UNKNOWN, 0x841, METHOD_BUFFERED, FILE_ANY_ACCESS)
/* Returns a CAREFUL_STATE. */
#define IOCTL_CAREFUL_STATE CTL_CODE(FILE_DEVICE_UNKNOWN, 0x842, METHOD_BUFFERED, FILE_ANY_ACCESS)

typedef struct _CAREFUL_STATE {
    ULONG Sorts;
    ULONG Deferred;
    ULONG Worked;
    ULONG Largest;
    WCHAR Service[16];
} CAREFUL_STATE, *PCAREFUL_STATE;
