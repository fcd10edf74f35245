/* What the driver and its clients agree on. */
#pragma once

#define FILTER_MAXIMUM_BYTES 4096

/*
 * Input: a FILTER_REQUEST, whose pointers lead to memory of the caller. The bytes of the source go to the target as
 * capital letters, and the number of letters goes to *Changed.
 */
#define IOCTL_FILTER_UPPER CTL_CODE(FILE_DEVICE_UNKNOWN, 0x830, METHOD_BUFFERED, FILE_ANY_ACCESS)

typedef struct _FILTER_REQUEST {
    PVOID Source;
    PVOID Target;
    ULONG Length;
    PULONG Changed;
} FILTER_REQUEST, *PFILTER_REQUEST;
