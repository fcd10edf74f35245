/* What the driver and its clients agree on. */
#pragma once

#define RING_BYTES 16

/* Returns a RING_STATISTICS. */
#define IOCTL_RING_STATISTICS CTL_CODE(FILE_DEVICE_UNKNOWN, 0x810, METHOD_BUFFERED, FILE_READ_ACCESS)
/* Throws away what is in the ring. */
#define IOCTL_RING_CLEAR CTL_CODE(FILE_DEVICE_UNKNOWN, 0x811, METHOD_BUFFERED, FILE_WRITE_ACCESS)

typedef struct _RING_STATISTICS {
    ULONG Used;
    ULONG HighWater;
    ULONG Refused;
    ULONG BytesIn;
    ULONG BytesOut;
} RING_STATISTICS, *PRING_STATISTICS;
