/* What the driver and its client agree on. */
#define DEVICE_TYPE_LATER 0x8001
/* Input: milliseconds. Output, that much later: the input times two. */
#define IOCTL_LATER CTL_CODE(DEVICE_TYPE_LATER, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)
/* Fails at once. */
#define IOCTL_NEVER CTL_CODE(DEVICE_TYPE_LATER, 0x801, METHOD_BUFFERED, FILE_ANY_ACCESS)
