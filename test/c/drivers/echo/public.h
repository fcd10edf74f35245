/* What the driver and its clients agree on. */
#pragma once

#define ECHO_MAXIMUM_BYTES 256

/* Each returns the bytes of the input buffer in the output buffer. */
#define IOCTL_ECHO_BUFFERED CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_ECHO_OUT_DIRECT CTL_CODE(FILE_DEVICE_UNKNOWN, 0x802, METHOD_OUT_DIRECT, FILE_READ_ACCESS)
#define IOCTL_ECHO_NEITHER CTL_CODE(FILE_DEVICE_UNKNOWN, 0x803, METHOD_NEITHER, FILE_ANY_ACCESS)

/* Keeps the bytes of the second buffer, each combined with the key in the first one (a ULONG), for the next read. */
#define IOCTL_ECHO_IN_DIRECT CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_IN_DIRECT, FILE_WRITE_ACCESS)
