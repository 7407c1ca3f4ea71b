// Instructions of the processor for which Swift has no name.

#include <stddef.h>
#include <stdint.h>

// Fetches the memory around an address, mapped or not, while the processor goes on: ten lines of its cache, which hold
// the header of an ordinary record.
static inline void cprocessor_prefetch(const void *octets) {
    for (int line = 0; line < 10; line++) __builtin_prefetch((const char *)octets + line * 64);
}

// CRC-32C by the processor's own instruction. Where there is none, the function is not called.

#if defined(__x86_64__)

#include <cpuid.h>
#include <string.h>

static inline int cprocessor_crc32c_is_available(void) {
    unsigned int a, b, c, d;
    return __get_cpuid(1, &a, &b, &c, &d) && (c & bit_SSE4_2) != 0;
}

__attribute__((target("sse4.2")))
static inline uint32_t cprocessor_crc32c_update(uint32_t crc, const void *octets, size_t count) {
    const unsigned char *next = (const unsigned char *)octets;
    uint64_t wide = crc;
    for (; count >= 8; next += 8, count -= 8) {
        uint64_t word;
        memcpy(&word, next, 8);
        wide = __builtin_ia32_crc32di(wide, word);
    }
    crc = (uint32_t)wide;
    for (; count > 0; next++, count--) crc = __builtin_ia32_crc32qi(crc, *next);
    return crc;
}

#else

static inline int cprocessor_crc32c_is_available(void) { return 0; }

static inline uint32_t cprocessor_crc32c_update(uint32_t crc, const void *octets, size_t count) {
    (void)octets;
    (void)count;
    return crc;
}

#endif
